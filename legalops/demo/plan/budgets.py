"""Budgets, drawn from what will have been billed: half of them hold (domain/kpis.md §6.2)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from billing.ledes.codes import utbms_codes
from legalops.demo.plan.model import InvoicePlan, MatterPlan
from legalops.demo.stories import DRIFT

SMALLEST = 15_000
_BUDGETED = 0.7
_AMENDED = 0.35
_THOUSAND = Decimal(1000)


def set_budgets(
    random: Random, as_of: date, matters: Sequence[MatterPlan], invoices: Sequence[InvoicePlan]
) -> None:
    """Give matters their budget versions and the weights of the phases."""
    billed: dict[int, float] = defaultdict(float)
    phases: dict[int, Counter[str]] = defaultdict(Counter)
    parents = {code.code: code.parent or code.code for code in utbms_codes()}
    for invoice in invoices:
        for line in invoice.lines:
            billed[invoice.matter.key] += float(line.total)
            phase = parents.get(line.task_code or line.expense_code or "", "")
            phases[invoice.matter.key][phase] += int(line.total)
    for matter in matters:
        drifting = matter.key == DRIFT.matter_key
        if drifting or (billed[matter.key] >= SMALLEST and random.random() < _BUDGETED):
            matter.phase_weights = {k: v for k, v in sorted(phases[matter.key].items()) if k and v > 0}
            matter.budgets = _versions(random, matter, billed[matter.key], as_of)


def _versions(random: Random, matter: MatterPlan, billed: float, as_of: date) -> list[tuple[date, Decimal]]:
    """The first version and perhaps an amended one; an open matter has some of its way before it."""
    if matter.key == DRIFT.matter_key:
        return [(matter.opened_on + timedelta(14), _round(billed / 1.4))]
    whole = billed if matter.closed_on else billed / random.uniform(0.45, 0.9)
    first = matter.opened_on + timedelta(random.randint(7, 30))
    original = whole / random.lognormvariate(-0.05, 0.3)
    versions = [(first, _round(original))]
    later = first + timedelta(random.randint(120, 300))
    end = matter.closed_on or as_of
    if random.random() < _AMENDED and later < end - timedelta(10):
        versions.append((later, _round(max(original, whole) * random.uniform(1.05, 1.3))))
    return versions


def _round(amount: float) -> Decimal:
    return max(_THOUSAND, (Decimal(str(amount)) / _THOUSAND).quantize(Decimal(1)) * _THOUSAND)
