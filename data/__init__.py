"""The data that ship with trafficroutes."""
