"""Template tags of access governance."""
