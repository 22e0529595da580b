"""The list of matters and its saved views."""

from matters.lists.registering import register
from matters.lists.shipped import install

__all__ = ["install", "register"]
