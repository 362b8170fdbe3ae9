"""What if: places, legs and corridors removed or watched, one scenario or every combination."""
