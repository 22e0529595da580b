"""Page-shaped reads of requests."""
