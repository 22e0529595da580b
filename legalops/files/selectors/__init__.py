"""Page-shaped reads of files."""
