"""What people set for themselves."""

from collections.abc import Callable
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from legalops.accounts.models import User
from legalops.kernel import languages, ledger, notations, zones
from legalops.kernel.errors import DomainError


class _Choice(NamedTuple):
    column: str
    known: Callable[[str], None]


# The names are those of the form, of refusals and of the ledger (accounts.NAME.chosen).
_CHOICES: Final = {
    "zone": _Choice("time_zone", zones.known_zone),
    "language": _Choice("language", languages.known_language),
    "notation": _Choice("notation", notations.known_notation),
}


def choose_zone(person: User, name: str, *, actor: User) -> None:
    """Show the person clock times in this zone from now on; empty for the department's. Again is the same.

    Raises DomainError for a name that is no time zone.
    """
    _choose(person, "zone", name, actor)


def choose_language(person: User, code: str, *, actor: User) -> None:
    """Show the person the product in this language from now on; empty for the department's.

    Raises DomainError for a language that is not offered.
    """
    _choose(person, "language", code, actor)


def choose_notation(person: User, code: str, *, actor: User) -> None:
    """Show the person numbers and dates in this notation from now on; empty for the department's.

    Raises DomainError for a code that is no notation.
    """
    _choose(person, "notation", code, actor)


@transaction.atomic
def _choose(person: User, name: str, value: str, actor: User) -> None:
    choice = _CHOICES[name]
    try:
        value and choice.known(value)
    except ValidationError as faulty:
        raise DomainError(f"accounts.{name}", " ".join(faulty.messages), field=name) from None
    row = User.objects.select_for_update().get(pk=person.pk)
    before = getattr(row, choice.column)
    setattr(row, choice.column, value)
    setattr(person, choice.column, value)
    if before != value:
        row.save(update_fields=[choice.column])
        action = f"accounts.{name}.chosen"
        ledger.record(row, action, actor=actor, before={name: before}, after={name: value})
