"""The flow estimate as an answer, and how well it fits what was observed."""
