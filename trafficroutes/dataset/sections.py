"""Parts of a data file as plain values, sound or not."""

from __future__ import annotations

from typing import Any

#: Lists of members that may be given by their names alone, by section.
_MEMBERS = (("regions", "members"), ("bodies", "members"), ("bodies", "observers"))


def mapping_of(value: Any, key: str) -> dict[Any, Any]:
    """Return the mapping under a key; an empty one where there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def list_of(value: Any, key: str) -> list[Any]:
    """Return the list under a key; an empty one where there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def text_of(value: Any, key: str) -> str:
    """Return the text under a key; an empty one where there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def with_members_as_records(content: Any) -> Any:
    """Return a data file with members that stand by their names alone as records."""
    if not isinstance(content, dict):
        return content
    changed = dict(content)
    for section, key in _MEMBERS:
        entries = mapping_of(changed, section)
        if entries:
            changed[section] = {name: _expanded(entry, key) for name, entry in entries.items()}
    return changed


def _expanded(entry: Any, key: str) -> Any:
    members = list_of(entry, key)
    if not members:
        return entry
    return {**entry, key: [m if isinstance(m, dict) else {"place": m} for m in members]}
