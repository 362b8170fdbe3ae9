"""What the index page of the gallery is made of: cards, findings, and their page."""
