"""Pages of custom fields."""
