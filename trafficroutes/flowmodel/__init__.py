"""The flow estimate: tonnes a year that add up, from cited shares, demand and figures."""
