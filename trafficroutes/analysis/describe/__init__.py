"""Whole networks in figures: how dense, how reachable, how central, how robust."""
