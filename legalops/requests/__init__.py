"""Requests to the legal department: asking, working on them, following them. Owner: platform."""
