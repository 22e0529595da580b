"""Page-shaped reads of access governance."""
