"""Imports over the REST API."""
