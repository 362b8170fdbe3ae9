"""What is recorded: places, legs, citations, quantities. Pure values, no files."""
