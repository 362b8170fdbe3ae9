"""Run trafficroutes from a checkout: ``python cli.py hubs Colombia Europe``."""

from trafficroutes.commands.main import main

if __name__ == "__main__":  # Worker processes import this file.
    main()
