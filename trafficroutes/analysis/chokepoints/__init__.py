"""Where a flow can be cut: minimum cuts, interdiction, and budgets of places."""
