"""The preference page: every kind with what the person has chosen."""

from dataclasses import dataclass

from legalops.accounts.models import User
from legalops.notifications.models import Preference, SuspendedAddress
from legalops.notifications.registry import Kind, kinds_for
from legalops.notifications.services.wishes import default_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the page."""

    kind: Kind
    in_app: bool
    email: str


def choices_of(user: User) -> list[Choice]:
    """A row for each kind that this person can be told of."""
    chosen = {row.kind: row for row in Preference.objects.visible_to(user)}
    return [_choice(kind, chosen.get(kind.code)) for kind in kinds_for(user)]


def suspension_of(user: User) -> SuspendedAddress | None:
    """Why no e-mail reaches this person, if none does."""
    return SuspendedAddress.objects.filter(address__iexact=user.email).first()


def _choice(kind: Kind, row: Preference | None) -> Choice:
    in_app, email = (row.in_app, row.email) if row else default_of(kind)
    return Choice(kind, in_app, email)
