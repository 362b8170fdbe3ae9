"""Tables of legs by other hands: cells, names, rows, and the table as a whole."""
