"""Verbs of access governance."""
