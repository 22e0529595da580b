"""The list of matters and its saved views, and what can be changed of many matters at once."""

from matters.lists.registering import register
from matters.lists.shipped import install

__all__ = ["install", "register"]
