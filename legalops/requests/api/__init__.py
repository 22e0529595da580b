"""Requests to legal over the REST API."""
