"""Firms and their people over the REST API."""
