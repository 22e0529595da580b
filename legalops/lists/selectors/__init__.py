"""Page-shaped reads of saved views."""
