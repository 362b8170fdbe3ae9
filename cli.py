"""Run trafficroutes from a checkout: ``python cli.py hubs Colombia Europe``."""

from trafficroutes.commands.main import main

main()
