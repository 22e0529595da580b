"""Deadlines over all matters, and the radar: their tables, filters, saved views and changes of many."""

from matters.deadline_lists.registering import install, register

__all__ = ["install", "register"]
