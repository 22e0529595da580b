"""Keeping the search index and what people asked it."""
