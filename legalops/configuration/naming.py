"""Records that files name: people by address, roles by code, teams by name. What is not here is refused."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.accounts.models import Team, User
from legalops.configuration.sections import Item
from legalops.kernel.errors import DomainError


def person(email: Any, *, field: str) -> User | None:
    """The person of this address; None for an empty one. Raises DomainError naming who is not here."""
    return _found(User.objects.filter(is_system=False), "email__iexact", email, field)


def role(code: Any, *, field: str) -> Role | None:
    """The role of this code; None for an empty one. Raises DomainError."""
    return _found(Role.objects.all(), "code", code, field)


def team(name: Any, *, field: str) -> Team | None:
    """The team of this name; None for an empty one. Raises DomainError."""
    return _found(Team.objects.all(), "name", name, field)


def named(rows: models.QuerySet[Any], key: str, value: Any, *, field: str) -> Any:
    """The row whose `key` is this; None for an empty one. Raises DomainError naming what is not here."""
    return _found(rows, key, value, field)


def numbered(rows: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Rows by name, of which several have the same told apart: "Urgent", "Urgent (2)"."""
    seen: dict[str, int] = {}
    for name, row in rows:
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), row


def absent(name: Any, *, field: str) -> DomainError:
    """The refusal for a record that is not here."""
    message = _("There is no “%s” here. Add it first, or name another.") % name
    return DomainError("configuration.absent", message, field=field)


def listed(item: Item, name: str, known: tuple[str, ...]) -> list[Item]:
    """The rows of a list within an item. Raises DomainError for what is no row, and for unknown names."""
    rows = item.get(name) or []
    for number, row in enumerate(rows if isinstance(rows, list) else [None], 1):
        if not isinstance(row, dict) or set(row) - set(known):
            message = _("Item %(number)s: it may say %(known)s.")
            facts = {"number": number, "known": ", ".join(known)}
            raise DomainError("configuration.value", message % facts, field=name)
    return list(rows)


def _found(rows: models.QuerySet[Any], key: str, value: Any, field: str) -> Any:
    if value in (None, ""):
        return None
    found = rows.filter(**{key: str(value)}).first()
    if found is None:
        raise absent(value, field=field)
    return found
