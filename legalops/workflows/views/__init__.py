"""Pages of workflows outside of the console."""
