"""Write data/routes.schema.json, the JSON Schema that editors use, from the record types.

Run from the repository: ``python scripts/write_schema.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "data" / "routes.schema.json"


def main() -> None:
    """Write the file and say so."""
    sys.path.insert(0, str(ROOT))
    from trafficroutes.dataset.schema import schema_text

    PATH.write_text(schema_text(), encoding="utf-8", newline="\n")
    print(f"wrote {PATH}")


if __name__ == "__main__":
    main()
