"""Shapes on the map: arcs and coordinates, without any drawing."""
