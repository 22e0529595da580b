"""Workflows over the REST API."""
