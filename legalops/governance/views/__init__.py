"""Pages of access governance."""
