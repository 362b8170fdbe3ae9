"""How central countries and legs are in a network, by the measures of the field."""
