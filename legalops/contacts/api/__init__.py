"""Contacts by the API."""
