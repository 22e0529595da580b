"""A believable legal department for a first look and for tests: deterministic, made through the services."""
