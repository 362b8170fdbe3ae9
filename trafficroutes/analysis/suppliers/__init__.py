"""From where a place gets its goods: by the last step, and by where they begin."""
