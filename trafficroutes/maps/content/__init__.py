"""What a map tells, before any drawing: connections, parts, legs, pairs of sides."""
