"""The absorbing Markov chain: it knows places and arrays, and no question."""
