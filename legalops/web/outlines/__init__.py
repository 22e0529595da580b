"""Outlines: a template drawn once with gaps in it, which each request fills with its own values."""
