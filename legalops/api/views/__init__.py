"""Pages of tokens and service accounts."""
