"""Fuzzers: seeded, each with what it may end in; ``make fuzz`` runs the long part."""
