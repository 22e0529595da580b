"""How much a person may approve, from when until when."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.models import AuthorityLimit
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.approvals import registry
from legalops.audit.services import record
from legalops.kernel.errors import DomainError, NotAllowed

_FIELDS = ("amount", "kind", "valid_from", "valid_until")


@transaction.atomic
def set_limit(
    person: User,
    amount: Decimal,
    *,
    valid_from: date,
    valid_until: date | None = None,
    kind: str = "",
    actor: User,
) -> AuthorityLimit:
    """Let a person approve up to an amount, in base currency; `valid_until` is the first day without.

    An empty kind means every kind of record without a limit of its own. A limit still open when the new one
    begins ends that day. Raises NotAllowed; DomainError for an unknown kind; ValidationError for a period
    that another limit covers.
    """
    _require_configuring(actor)
    if kind:
        registry.find(kind)
    _end_open(person, kind, valid_from, actor)
    limit = AuthorityLimit(
        user=person, amount=amount, kind=kind, valid_from=valid_from, valid_until=valid_until
    )
    limit.full_clean()
    limit.save()
    record(limit, "approvals.limit.set", actor=actor, after={"person": str(person), **_facts(limit)})
    return limit


@transaction.atomic
def change_limit(limit: AuthorityLimit, values: Mapping[str, Any], *, actor: User) -> AuthorityLimit:
    """Correct amount, valid_from or valid_until of a limit; what changes nothing leaves no trace.

    Raises NotAllowed, and ValidationError for a period that another limit covers.
    """
    _require_configuring(actor)
    current = AuthorityLimit.objects.select_for_update(of=("self",)).select_related("user").get(pk=limit.pk)
    changed = {name: value for name, value in values.items() if getattr(current, name) != value}
    if not changed:
        return current
    before = {name: getattr(current, name) for name in changed}
    for name, value in changed.items():
        setattr(current, name, value)
    current.full_clean()
    current.save(update_fields=list(changed))
    person = {"person": str(current.user)}
    record(current, "approvals.limit.changed", actor=actor, before=before, after=person | changed)
    return current


@transaction.atomic
def remove_limit(limit: AuthorityLimit, *, actor: User) -> None:
    """Take away a limit that was set by mistake; the ledger keeps what it was. Raises NotAllowed."""
    _require_configuring(actor)
    current = AuthorityLimit.objects.select_for_update(of=("self",)).select_related("user").get(pk=limit.pk)
    before = {"person": str(current.user), **_facts(current)}
    record(current, "approvals.limit.removed", actor=actor, before=before)
    current.delete()


@transaction.atomic
def end_limit(limit: AuthorityLimit, *, valid_until: date, actor: User) -> AuthorityLimit:
    """Let a limit end; `valid_until` is the first day without it. Ended twice on a day is ended once.

    Raises NotAllowed, and DomainError for a day that is not after its first.
    """
    _require_configuring(actor)
    current = AuthorityLimit.objects.select_for_update().get(pk=limit.pk)
    if valid_until <= current.valid_from:
        message = _("The limit begins on %s; it must end after that day.") % current.valid_from.isoformat()
        raise DomainError("limit.early_end", message, field="valid_until")
    if current.valid_until == valid_until:
        return current
    before = {"valid_until": current.valid_until}
    current.valid_until = valid_until
    current.full_clean()
    current.save(update_fields=["valid_until"])
    record(current, "approvals.limit.ended", actor=actor, before=before, after={"valid_until": valid_until})
    return current


def _end_open(person: User, kind: str, on: date, actor: User) -> None:
    """A limit without a last day that began before this one."""
    rows = AuthorityLimit.objects.filter(user=person, kind=kind, valid_until=None, valid_from__lt=on)
    for limit in rows:
        end_limit(limit, valid_until=on, actor=actor)


def _require_configuring(actor: User) -> None:
    if not has_capability(actor, can.CONFIGURE):
        raise NotAllowed("limit.not_allowed", _("Your role does not include authority limits."))


def _facts(limit: AuthorityLimit) -> dict[str, object]:
    return {name: getattr(limit, name) for name in _FIELDS}
