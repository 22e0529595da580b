"""Verbs of the matters app."""
