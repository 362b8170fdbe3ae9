"""Questions in words, translated into the commands that answer them."""
