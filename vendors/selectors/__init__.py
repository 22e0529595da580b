"""Page-shaped reads of the vendors app."""
