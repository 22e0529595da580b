"""Endpoints of reference data."""
