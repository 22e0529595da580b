"""Saved views over the REST API."""
