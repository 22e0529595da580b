"""Page-shaped reads of the billing app."""
