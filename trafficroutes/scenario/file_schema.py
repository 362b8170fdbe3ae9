"""The JSON Schema of a scenario file."""

from __future__ import annotations

from typing import Any

from trafficroutes.dataset.schema import definitions_of, whole
from trafficroutes.scenario.file_records import ScenarioFile


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, in draft 7.

    >>> scenario_schema()["title"]
    'trafficroutes scenario file, format version 1'
    """
    title = "trafficroutes scenario file, format version 1"
    return whole("ScenarioFile", title, definitions_of(ScenarioFile))
