"""Changes of many rows at once: what can be changed, and how a row is tried, changed and put back."""
