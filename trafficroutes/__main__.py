"""Entry point of ``trafficroutes``, ``python -m trafficroutes`` and ``cli.py``."""

from __future__ import annotations

from trafficroutes.commands.main import main

if __name__ == "__main__":
    main()
