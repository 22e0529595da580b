"""Tags of custom fields."""
