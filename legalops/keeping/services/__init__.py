"""Verbs of keeping."""
