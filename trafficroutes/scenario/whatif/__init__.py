"""One scenario: places, legs and corridors removed or watched, before and after."""
