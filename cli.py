"""Run trafficroutes from a checkout: ``python cli.py hubs Colombia Europe``."""

from trafficroutes.__main__ import main

main()
