"""Scenarios in files and on lines: read, checked, run one after the other."""
