"""Draws: which citations hold, what the figures are, and where draws are kept."""
