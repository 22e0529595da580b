"""Metric definitions: pure Python, no Django."""
