"""A question: asked, its names resolved, its routes solved, and what every answer carries."""
