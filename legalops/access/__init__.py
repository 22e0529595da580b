"""Who may do what, and whose records they may see. Owner: platform."""
