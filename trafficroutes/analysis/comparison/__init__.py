"""Two networks or periods side by side, and what changed."""
