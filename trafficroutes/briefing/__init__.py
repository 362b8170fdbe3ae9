"""A report to hand on: what is known of one question, corridor or place, on one page."""
