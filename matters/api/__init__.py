"""Matters over the REST API."""
