"""Which countries goods pass through, and by which gateways they arrive."""
