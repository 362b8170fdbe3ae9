"""Interactive maps, drawn with Folium, that load nothing from anywhere."""
