"""What is kept of lists: saved views and chosen columns."""
