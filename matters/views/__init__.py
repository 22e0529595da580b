"""Pages of the matters app."""
