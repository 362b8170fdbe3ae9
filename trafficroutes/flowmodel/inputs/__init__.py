"""What the estimate starts from: cited figures on demand, production, supply and seizures."""
