"""The whole plan, from a seed, a size and the date as of which it is told."""

from datetime import date
from random import Random

from legalops.demo.plan.billing_extras import add_extras
from legalops.demo.plan.budgets import set_budgets
from legalops.demo.plan.days import months_back
from legalops.demo.plan.firms import make_firms
from legalops.demo.plan.invoices import make_invoices
from legalops.demo.plan.matters import make_matters
from legalops.demo.plan.model import Plan, Size
from legalops.demo.plan.money import make_exchange_rates
from legalops.demo.plan.reference import make_reference, set_cost_centres
from legalops.demo.plan.staff import department
from legalops.demo.plan.walls import set_walls


def build_plan(seed: int, as_of: date, size: Size) -> Plan:
    """The same seed, size and date give the same plan, on every machine and in every run."""
    staff = department()
    firms = make_firms(_stream(seed, "firms"), size, months_back(as_of, size.months + 12).year, as_of.year)
    matters = make_matters(_stream(seed, "matters"), size, as_of, firms, staff)
    invoices = make_invoices(_stream(seed, "invoices"), size, as_of, firms, matters)
    set_budgets(_stream(seed, "budgets"), as_of, matters, invoices)
    set_walls(matters, staff)
    set_cost_centres(_stream(seed, "cost centres"), as_of, matters)
    invoices = add_extras(_stream(seed, "extras"), as_of, invoices)
    rates = make_exchange_rates(_stream(seed, "exchange rates"), as_of, size.months)
    codes = make_reference(as_of)
    return Plan(seed, as_of, size, staff, firms, tuple(matters), tuple(invoices), rates, codes)


def _stream(seed: int, part: str) -> Random:
    """A stream of its own for each part: a change in one leaves the others as they are."""
    return Random(f"{seed} {part}")  # noqa: S311  (believable data, not secrets)
