"""Search over everything a person may see: full text with a forgiving second try. Owner: platform."""
