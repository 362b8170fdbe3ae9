"""Records into the YAML of a data file; the one place that writes it.

The style is that of the data that ship: a section a block, short values
(quantities, periods, lists of words) in one line, text folded at 100 columns.
The same records give the same bytes, and what is written reads as equal records.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec
import yaml

from trafficroutes.model import records as model
from trafficroutes.model.mentions import Mentioned, OtherSuppliers
from trafficroutes.model.quantity import Quantity
from trafficroutes.model.refs import Ref

_BASE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_WIDTH = 100
_EXACT = 1e15  # whole numbers below it are written without exponent
_BMP = "\uffff"
_STR = "tag:yaml.org,2002:str"
_INT = "tag:yaml.org,2002:int"
_FLOAT = "tag:yaml.org,2002:float"

#: What the reader may take for a number, though YAML 1.1 calls it text.
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9_]*\.?[0-9_]*(?:[eE][-+]?[0-9]+)?")

#: Keys of entries whose values stand in one line.
_IN_LINE = frozenset(
    {
        "aliases",
        "change",
        "corridors",
        "credibility",
        "families",
        "former_names",
        "label",
        "left_out",
        "members",
        "modes",
        "observers",
        "others",
        "period",
        "quantity",
        "reliability",
        "reporters",
        "via",
        "within",
        "years",
    }
)

#: What is counted of some seizure records.
_COUNTED = "records weighed kilograms largest modes"
#: The order of keys, where it is not that of the record's fields.
ORDER: dict[type, tuple[str, ...]] = {
    kind: tuple(keys.split())
    for kind, keys in {
        model.DataFile: (
            "format title updated licence grades commodities corridors regions sources estimates "
            "legs flows observations production consumption seizures mentions bodies"
        ),
        model.Source: "title publisher year url kind reliability",
        model.Region: "name aliases label members within sea note",
        model.Leg: "id from to commodity corridors citations events",
        model.Flow: "id from to via ordered commodity corridors citations",
        model.Observation: (
            "id kind question commodity place from to via corridor statement citations"
        ),
        model.Production: "id place commodity citations",
        model.Consumption: "id place commodity measure citations",
        model.Seizure: "id place commodity from to citations",
        model.Mentions: "id place commodity suppliers others left_out citations",
        Mentioned: f"place {_COUNTED}",
        OtherSuppliers: f"places {_COUNTED}",
        model.Body: (
            "name kind families founded seat members observers former_names note citations"
        ),
        Quantity: "low best high unit basis",
    }.items()
}


def to_yaml(records: model.DataFile, *, schema: str = "routes.schema.json") -> str:
    """Return a data file as text.

    Parameters
    ----------
    records : DataFile
        What to write.
    schema : str
        The path of the JSON Schema that the first line names, for editors.

    Examples
    --------
    >>> from trafficroutes import load
    >>> print(to_yaml(load("mine.yaml").records).splitlines()[2])
    format: 1
    """
    parts = [f"# yaml-language-server: $schema={schema}\n\n"]
    for key, value in _plain(records, inside=None).items():
        section = yaml.dump(
            {key: value},
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            width=_WIDTH,
            default_flow_style=False,
        )
        parts.append(f"\n{section}" if isinstance(value, (dict, list)) else section)
    return "".join(parts)


class _LineDict(dict[Any, Any]):
    """A mapping that stands in one line."""


class _LineList(list[Any]):
    """A list that stands in one line."""


def _plain(value: Any, *, inside: type | None, line: bool = False) -> Any:
    """Return a value as mappings, lists and scalars that know how they stand."""
    if isinstance(value, model.Member) and (value.joined, value.left) == (None, None):
        return str(value.place)
    if isinstance(value, msgspec.Struct):
        kind = type(value)
        line = line and kind is not model.DataFile
        return _mapping(_fields(value), inside=kind, line=line)
    if isinstance(value, dict):
        return _mapping(value, inside=inside, line=line)
    if isinstance(value, tuple):
        items = [_plain(item, inside=inside, line=line) for item in value]
        return _LineList(items) if line else items
    return str(value) if isinstance(value, Ref) else value


def _mapping(pairs: dict[Any, Any], *, inside: type | None, line: bool) -> dict[Any, Any]:
    in_line = frozenset() if inside in (None, model.DataFile) else _IN_LINE
    made = {
        _plain(key, inside=None): _plain(item, inside=None, line=line or key in in_line)
        for key, item in pairs.items()
    }
    return _LineDict(made) if line else made


def _fields(record: msgspec.Struct) -> dict[str, Any]:
    """Return a record's fields in the order of the file, without those that say nothing."""
    held = ((key, getattr(record, name), required) for key, name, required in _keys(type(record)))
    return {key: value for key, value, required in held if required or not _says_nothing(value)}


@cache
def _keys(kind: type[msgspec.Struct]) -> tuple[tuple[str, str, bool], ...]:
    """Return (key, name of the field, whether it must be given) in the order of the file."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    ordered = [fields[key] for key in dict.fromkeys((*ORDER.get(kind, ()), *fields))]
    return tuple((field.encode_name, field.name, field.required) for field in ordered)


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value in ((), {})


class _Dumper(_BASE):  # type: ignore[misc]
    """Writes what the reader reads: no aliases, and quotes around odd text."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's signature
        """Write every value out: the reader takes no aliases."""
        return True

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Tell what a plain scalar would be read as, by PyYAML or by our reader."""
        found = super().resolve(kind, value, implicit)
        if kind is yaml.ScalarNode and implicit[0] and found == _STR:
            return _FLOAT if _LIKE_A_NUMBER.fullmatch(value) else _STR
        return found


def _text(dumper: Any, text: str) -> Any:
    # Escaped, for C's and Python's emitters differ in what they write as it is.
    odd = not text.isprintable() or max(text, default="") > _BMP
    return dumper.represent_scalar(_STR, text, style='"' if odd else None)


def _number(dumper: Any, number: float) -> Any:
    if number.is_integer() and abs(number) < _EXACT:
        return dumper.represent_scalar(_INT, str(int(number)))
    # With the tag that is read from the text, for no tag is ever written.
    text = repr(number)
    return dumper.represent_scalar(dumper.resolve(yaml.ScalarNode, text, (True, False)), text)


def _block_mapping(dumper: Any, value: dict[Any, Any]) -> Any:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=False)


def _line_mapping(dumper: Any, value: dict[Any, Any]) -> Any:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


def _block_list(dumper: Any, value: list[Any]) -> Any:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=not value)


def _line_list(dumper: Any, value: list[Any]) -> Any:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _number)
_Dumper.add_representer(dict, _block_mapping)
_Dumper.add_representer(list, _block_list)
_Dumper.add_representer(_LineDict, _line_mapping)
_Dumper.add_representer(_LineList, _line_list)
