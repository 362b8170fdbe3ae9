"""Who says that goods go from A to B: the citations of legs."""
