"""The map as a page of HTML that loads nothing from anywhere."""
