"""Who reports the seizures behind a network, and what hangs on each reporter."""
