"""Verbs of the full export."""
