"""The most probable routes from an origin to a destination."""
