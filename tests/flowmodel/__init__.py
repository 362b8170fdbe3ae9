"""Tests of the flow estimate."""
