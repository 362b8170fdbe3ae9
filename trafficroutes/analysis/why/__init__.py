"""What a hub's share stands on: legs, documents, and what it would be without them."""
