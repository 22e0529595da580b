"""Billing guideline review: rules over invoices as columns. Pure: no Django, no database, no clock.

Start at `engine.run`; a new rule is a copy of the nearest module in `rules/`, named in `catalogue`.
"""

from billing.review.catalogue import RULES, rule
from billing.review.engine import run
from billing.review.facts import (
    BEFORE_ALL,
    INVOICES,
    LINES,
    PRIOR_HOURS,
    PRIOR_LINES,
    InvoiceFacts,
    empty,
)
from billing.review.findings import FINDINGS
from billing.review.narrative import narrative_key, narrative_key_of
from billing.review.outcomes import ADJUST, OUTCOMES, REJECT_INVOICE, REJECT_LINE, WARN
from billing.review.parameters import Parameter, ParameterError
from billing.review.reductions import effective_reductions, reductions_of_invoices
from billing.review.rule import Fact, Rule
from billing.review.settings import (
    RuleSetting,
    default_settings,
    storable_params,
    validate_message,
    validate_params,
    validate_setting,
)

__all__ = [
    "ADJUST",
    "BEFORE_ALL",
    "FINDINGS",
    "INVOICES",
    "LINES",
    "OUTCOMES",
    "PRIOR_HOURS",
    "PRIOR_LINES",
    "REJECT_INVOICE",
    "REJECT_LINE",
    "RULES",
    "WARN",
    "Fact",
    "InvoiceFacts",
    "Parameter",
    "ParameterError",
    "Rule",
    "RuleSetting",
    "default_settings",
    "effective_reductions",
    "empty",
    "narrative_key",
    "narrative_key_of",
    "reductions_of_invoices",
    "rule",
    "run",
    "storable_params",
    "validate_message",
    "validate_params",
    "validate_setting",
]
