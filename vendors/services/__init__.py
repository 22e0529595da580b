"""Verbs of the vendors app."""
