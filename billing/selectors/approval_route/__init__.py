"""Who would approve an invoice, in which order and why: reading only, shown before and used at submission."""

from billing.selectors.approval_route.people import candidates_above, handlers_of, may_approve
from billing.selectors.approval_route.planning import PlannedStep, amount_in_base, plan_steps

__all__ = ["PlannedStep", "amount_in_base", "candidates_above", "handlers_of", "may_approve", "plan_steps"]
