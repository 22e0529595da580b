"""One file per concern, each read from the environment with a safe default."""
