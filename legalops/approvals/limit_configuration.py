"""Authority limits as a section: whose, for which kind of record, from when; amounts in base currency."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.access.models import AuthorityLimit
from legalops.accounts.models import User
from legalops.approvals.services.limits import change_limit, set_limit
from legalops.configuration import naming, sections
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError

_EVERY = "every kind"
_FIELDS = ("amount", "valid_until")


def register() -> None:
    """Called once, when the app is ready."""
    label = gettext_lazy("Authority limits")
    sections.register(Section("authority_limits", label, "limit", _FIELDS, export, save, order=150))


def export() -> list[Item]:
    """Every limit; its key says whose it is: "ana@example.com, invoice, 2026-01-01"."""
    rows = AuthorityLimit.objects.select_related("user").order_by("user__email", "kind", "valid_from")
    return [
        {
            "limit": f"{row.user.email}, {row.kind or _EVERY}, {row.valid_from}",
            "amount": str(row.amount),
            "valid_until": str(row.valid_until) if row.valid_until else None,
        }
        for row in rows
    ]


def save(key: str, item: Item, actor: User) -> None:
    """Set or change the limit of this key; one that is still open when a new one begins ends that day.

    Raises DomainError for a key that cannot be read, a person who is not here, values that are none, and
    periods that overlap.
    """
    person, kind, start = _read(key)
    limit = AuthorityLimit.objects.filter(user=person, kind=kind, valid_from=start).first()
    values = {name: _READ[name](item[name]) for name in _FIELDS if name in item}
    if limit is not None:
        _refused(lambda: change_limit(limit, values, actor=actor))
    elif "amount" in values:
        _refused(lambda: set_limit(person, valid_from=start, kind=kind, **values, actor=actor))
    else:
        raise DomainError("configuration.value", _("A new limit needs its amount."), field="amount")


def _refused(act: Callable[[], object]) -> None:
    try:
        act()
    except ValidationError as error:
        raise DomainError("configuration.value", " ".join(error.messages)) from None


def _amount(given: Any) -> Decimal:
    try:
        return Decimal(str(given))
    except InvalidOperation:
        message = _("“%s” is no amount; write 50000.00.") % given
        raise DomainError("configuration.value", message, field="amount") from None


def _day(given: Any) -> date | None:
    try:
        return date.fromisoformat(str(given)) if given is not None else None
    except ValueError:
        message = _("“%s” is no day; write 2026-12-31.") % given
        raise DomainError("configuration.value", message, field="valid_until") from None


_READ: dict[str, Callable[[Any], Any]] = {"amount": _amount, "valid_until": _day}


def _read(key: str) -> tuple[Any, str, date]:
    parts = [part.strip() for part in key.split(",")]
    try:
        email, kind, day = parts
        start = date.fromisoformat(day)
    except ValueError:
        message = _("Write whose, for which kind and from when: ana@example.com, invoice, 2026-01-01.")
        raise DomainError("configuration.limit", message, field="limit") from None
    return naming.person(email, field="limit"), "" if kind == _EVERY else kind, start
