"""Trying policies: who would approve this amount of that record, and why not the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.approvals import registry
from legalops.approvals.engine import Candidate, PlannedStep, covers
from legalops.approvals.models import PolicyVersion
from legalops.approvals.selectors.people import Looking
from legalops.approvals.selectors.planning import NobodyToAsk, Tried, plan_version, try_policies
from legalops.web import formats


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A person looked at, and why they would not be asked."""

    step: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """What asking for approval would do; nothing is stored."""

    title: str
    amount: Decimal | None
    tried: Sequence[Tried]
    version: PolicyVersion | None
    steps: Sequence[PlannedStep]
    not_asked: Sequence[NotAsked]
    refusal: str = ""


def simulate(record: Any, *, amount: Decimal | None, asker: User | None) -> Simulation:
    """Judge every policy of the record's kind and plan the one that fits."""
    subject = registry.subject_of(record)
    amount = subject.amount(record) if amount is None else amount
    tried, _facts = try_policies(subject, record, amount)
    title = subject.type.title(record) if record.pk else record.number
    fitting = next((each for each in tried if each.fits), None)
    if fitting is None:
        return Simulation(title, amount, tried, None, (), (), _("No policy in use fits."))
    version, looking = fitting.policy.published, Looking(subject, record, asker, amount)
    try:
        plan = plan_version(version, looking)
    except NobodyToAsk as error:
        seen = _not_asked(error.fault.passed_over, looking, ())
        return Simulation(title, amount, tried, version, (), seen, error.message)
    return Simulation(
        title, amount, tried, version, plan.steps, _not_asked(plan.passed_over, looking, plan.steps)
    )


def _not_asked(
    passed_over: Sequence[tuple[str, Candidate]], looking: Looking, steps: Sequence[PlannedStep]
) -> list[NotAsked]:
    """Those passed over, and everyone with a limit who is not asked, with the reason."""
    asked = {ask.name for step in steps for ask in step.asks}
    found = [
        NotAsked(label, one.name, one.bar or one.away)
        for label, one in dict.fromkeys(passed_over)
        if one.name not in asked
    ]
    known = {one.name for one in found} | asked
    rows = User.objects.filter(pk__in=looking.limits).order_by("full_name", "pk")
    for person in rows:
        if person.full_name not in known and looking.amount is not None:
            found.append(NotAsked(_("Authority"), person.full_name, _why_not(person, looking)))
    return found


def _why_not(person: User, looking: Looking) -> str:
    limit = looking.limits[person.pk]
    if not covers(limit, looking.amount):
        words = _("may approve up to %(currency)s %(limit)s only")
        return words % {"currency": settings.BASE_CURRENCY, "limit": formats.number(limit, 0)}
    return looking.bar_of(person, capable=True) or _("could approve, but somebody nearer is asked")
