"""Billing in the console: code sets, reason codes and review rules to configure, invoices to look at."""

from . import accounts, invoices, reference, rules

__all__ = ["accounts", "invoices", "reference", "rules"]
