"""A document, and its forms: on a terminal, as Markdown, as CSV, as JSON."""
