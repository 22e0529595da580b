"""Lists of invoices and their saved views."""

from billing.lists.registering import install, register

__all__ = ["install", "register"]
