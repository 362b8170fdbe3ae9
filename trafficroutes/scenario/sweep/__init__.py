"""Every combination of some removals, in chunks that can be taken up again."""
