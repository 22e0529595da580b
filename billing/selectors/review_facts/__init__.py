"""What the review rules need to know about invoices of one firm, looked up set-wise."""

from billing.selectors.review_facts.days import BilledDays
from billing.selectors.review_facts.facts import facts_of
from billing.selectors.review_facts.spend import before_drafts, before_stored
from billing.selectors.review_facts.stored import stored_invoices, stored_lines

__all__ = [
    "BilledDays",
    "before_drafts",
    "before_stored",
    "facts_of",
    "stored_invoices",
    "stored_lines",
]
