"""Nothing is approved above authority, whatever was planned: limits may have fallen meanwhile."""

from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from legalops.access.services import authorities
from legalops.accounts.models import User
from legalops.approvals import engine
from legalops.approvals.engine.covering import ZERO
from legalops.approvals.enums import UNDECIDED, AskState
from legalops.approvals.models import Ask
from legalops.approvals.services.gates import Locked
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.web.formats import money


def refuse_above_authority(found: Locked) -> None:
    """Raise NotAllowed when no approval of this request was given with authority for the amount.

    Each approval counts up to the limit that its decider had then; limits are not added up.
    """
    amount = _to_cover(found)
    if amount is None:
        return
    given = found.request.asks.filter(state=AskState.APPROVED).order_by("decided_at", "pk")
    limits = list(given.values_list("authority", flat=True))
    if not engine.covers(engine.authority_of_approvers(limits), amount):
        message = _(
            "%(amount)s is above your limit of %(limit)s. Send it back or add an approver, so "
            "that someone with sufficient authority is asked."
        )
        facts = {"amount": _money(amount), "limit": _money((limits[-1] if limits else None) or ZERO)}
        raise NotAllowed("approval.above_authority", message % facts)


def refuse_losing_authority(found: Locked, ask: Ask, person: User) -> None:
    """Raise DomainError beside the field when passing the ask on to the person would leave nobody asked who
    may approve the amount, though somebody was.
    """
    amount = _to_cover(found)
    if amount is None:
        return
    others = found.request.asks.exclude(pk=ask.pk)
    asked = others.filter(state__in=UNDECIDED).values_list("person", flat=True)
    limits = authorities(kind=found.subject.authority_kind, people={*asked, ask.person_id, person.pk})
    given = others.filter(state=AskState.APPROVED).values_list("authority", flat=True)
    rest = [*given, *(limits.get(pk) for pk in asked)]
    if _covered([*rest, limits.get(ask.person_id)], amount) and not _covered(
        [*rest, limits.get(person.pk)], amount
    ):
        message = _(
            "%(name)s may approve up to %(limit)s, and nobody else who is asked may approve "
            "%(amount)s. Choose somebody who may."
        )
        limit = _money(limits.get(person.pk) or ZERO)
        facts = {"name": person, "amount": _money(amount), "limit": limit}
        raise DomainError("approval.loses_authority", message % facts, field="person")


def _money(amount: Decimal) -> str:
    return money(amount, settings.BASE_CURRENCY)


def _to_cover(found: Locked) -> Decimal | None:
    """What needs authority; None where nothing does."""
    policy = found.request.policy
    if policy is not None and not policy.content["within_authority"]:
        return None
    return found.subject.amount(found.record)


def _covered(limits: Iterable[Decimal | None], amount: Decimal) -> bool:
    return engine.covers(engine.authority_of_approvers(limits), amount)
