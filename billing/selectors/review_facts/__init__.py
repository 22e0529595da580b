"""What the review rules need to know about invoices of one firm, looked up set-wise."""

from billing.selectors.review_facts.days import BilledDays
from billing.selectors.review_facts.facts import facts_of
from billing.selectors.review_facts.stored import stored_invoices, stored_lines

__all__ = ["BilledDays", "facts_of", "stored_invoices", "stored_lines"]
