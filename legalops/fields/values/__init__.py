"""Values of custom fields: read from what was typed, checked, and said in words."""
