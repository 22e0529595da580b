"""Verbs of the billing app."""
