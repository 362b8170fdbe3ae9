"""Entry point of ``trafficroutes``, ``python -m trafficroutes`` and ``cli.py``."""

from __future__ import annotations

import gc

from trafficroutes.commands.main import main

# A run makes many records that live to its end: looking for garbage among them would
# take a third of its time.
gc.set_threshold(50_000, 20, 100)

if __name__ == "__main__":
    main()
