"""Authority limits as a section: whose, for which kind of record, from when; amounts in base currency."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.access.models import AuthorityLimit
from legalops.accounts.models import User
from legalops.configuration import naming, sections
from legalops.configuration.plain import save_row
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
    """Add or change the limit of this key. Raises DomainError for a key that cannot be read, a person who is
    not here, and periods that overlap.
    """
    person, kind, start = _read(key)
    save_row(AuthorityLimit, {"user": person, "kind": kind, "valid_from": start}, item, actor=actor)


def _read(key: str) -> tuple[Any, str, date]:
    parts = [part.strip() for part in key.split(",")]
    try:
        email, kind, day = parts
        start = date.fromisoformat(day)
    except ValueError:
        message = _("Write whose, for which kind and from when: ana@example.com, invoice, 2026-01-01.")
        raise DomainError("configuration.limit", message, field="limit") from None
    return naming.person(email, field="limit"), "" if kind == _EVERY else kind, start
