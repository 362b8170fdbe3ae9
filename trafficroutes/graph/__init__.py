"""Legs into a network: selection, weighting, arrays, and the networkx graph."""
