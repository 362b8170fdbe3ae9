"""Tests of what scenarios do."""
