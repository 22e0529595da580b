"""Pages of the vendors app."""
