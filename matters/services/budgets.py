"""Budgets: every approved version supersedes the one before it; nothing is overwritten."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError
from legalops.kernel.money import ZERO, round_money
from legalops.web.formats import money
from matters.enums import BudgetStatus
from matters.models import Budget, BudgetPhase, Matter
from matters.services.guards import locked


@transaction.atomic
def approve_budget(
    matter: Matter,
    amount: Decimal,
    *,
    phases: Mapping[str, Decimal] | None = None,
    note: str = "",
    expected_version: int | None = None,
    actor: User,
) -> Budget:
    """Set the matter's budget over its whole life, in the matter's currency, without tax.

    `phases` are amounts by UTBMS phase and sum to the whole. `expected_version` is the version the person was
    looking at (0: none); when another one stands by now, nothing is set and Conflict names it.
    """
    current = locked(matter, actor=actor)
    approved = current.budgets.select_for_update().filter(status=BudgetStatus.APPROVED).first()
    _refuse_stale(approved, expected_version, current.currency)
    phases = {phase: share for phase, share in (phases or {}).items() if share}
    _check(amount, phases, current.currency)
    if approved:
        approved.status = BudgetStatus.SUPERSEDED
        approved.save(update_fields=["status"])
    budget = _store(current, amount, phases, note, actor)
    before = {"amount": approved.amount, "version": approved.version} if approved else None
    after = {"amount": amount, "currency": current.currency, "version": budget.version}
    record(current, "matters.budget.approved", actor=actor, before=before, after=after, reason=note.strip())
    return budget


def _store(matter: Matter, amount: Decimal, phases: Mapping[str, Decimal], note: str, actor: User) -> Budget:
    last = matter.budgets.aggregate(last=Max("version"))["last"] or 0
    budget = Budget.objects.create(
        matter=matter,
        version=last + 1,
        amount=amount,
        status=BudgetStatus.APPROVED,
        set_by=actor,
        set_at=clock.now(),
        note=note.strip(),
    )
    BudgetPhase.objects.bulk_create(
        [BudgetPhase(budget=budget, phase=phase, amount=share) for phase, share in phases.items()]
    )
    return budget


def _refuse_stale(approved: Budget | None, expected: int | None, currency: str) -> None:
    if expected is None or expected == (approved.version if approved else 0):
        return
    message = _("Someone set the budget to %(amount)s meanwhile. Look again first.")
    amount = money(approved.amount if approved else ZERO, currency)
    raise Conflict("budget.changed", message % {"amount": amount}, field="amount")


def _check(amount: Decimal, phases: Mapping[str, Decimal], currency: str) -> None:
    if amount < 0 or any(share < 0 for share in phases.values()):
        raise DomainError("budget.negative", _("A budget cannot be negative."), field="amount")
    if any(value != round_money(value, currency) for value in (amount, *phases.values())):
        message = _("Amounts in %(currency)s cannot be that fine; round them.")
        raise DomainError("budget.too_fine", message % {"currency": currency}, field="amount")
    total = sum(phases.values(), ZERO)
    if phases and total != amount:
        message = _(
            "The phases sum to %(total)s, the budget is %(amount)s: a difference of %(difference)s. "
            "Change a phase or the whole."
        )
        told = {"total": total, "amount": amount, "difference": abs(total - amount)}
        words = {name: money(value, currency) for name, value in told.items()}
        raise DomainError("budget.phases", message % words, field="amount")
