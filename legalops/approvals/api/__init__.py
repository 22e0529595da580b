"""Approvals over the REST API."""
