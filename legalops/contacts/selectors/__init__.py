"""Contacts as pages and lists show them."""
