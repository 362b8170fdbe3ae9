"""The map as a figure for print."""
