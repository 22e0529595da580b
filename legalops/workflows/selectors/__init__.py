"""Page-shaped reads of the workflows app."""
