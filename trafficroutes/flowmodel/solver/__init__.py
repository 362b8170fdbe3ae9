"""The least change after which everything adds up, in many draws at once."""
