"""What is taken away is read back by the programs that it is for."""
