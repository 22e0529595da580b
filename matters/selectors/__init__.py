"""Page-shaped reads of the matters app."""
