"""Answers as the content of maps."""
