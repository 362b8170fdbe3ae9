"""Reading and checking of data files."""
