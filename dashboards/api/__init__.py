"""Metrics over the REST API."""
