"""Answers: exact numbers about a network, with what was assumed on the way."""
