"""Verbs of the dashboards app."""
