"""What the data file holds: places, bodies of cooperation, documents, counts."""
