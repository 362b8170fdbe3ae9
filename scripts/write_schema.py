"""Write the JSON Schemas that editors use, from the record types.

data/routes.schema.json for data files, data/mapping.schema.json for what the columns and words
of tables mean, scenarios/scenarios.schema.json for scenario files.

Run from the repository: ``python scripts/write_schema.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "routes.schema.json"
MAPPING = ROOT / "data" / "mapping.schema.json"
SCENARIOS = ROOT / "scenarios" / "scenarios.schema.json"


def main() -> None:
    """Write the files and say so."""
    sys.path.insert(0, str(ROOT))
    from trafficroutes.dataset.schema import schema_text
    from trafficroutes.dataset.tables.mapping import mapping_schema
    from trafficroutes.scenario.files.records import scenario_schema

    for path, text in (
        (DATA, schema_text()),
        (MAPPING, schema_text(mapping_schema())),
        (SCENARIOS, schema_text(scenario_schema())),
    ):
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {path}")


if __name__ == "__main__":
    main()
