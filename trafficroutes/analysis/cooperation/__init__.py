"""Which bodies of cooperation cover the countries on the way."""
