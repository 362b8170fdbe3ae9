"""Tables and geometry behind ``data/countries.geojson``."""
