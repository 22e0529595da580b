"""What people set for themselves."""

from django.core.exceptions import ValidationError
from django.db import transaction

from legalops.accounts.models import User
from legalops.kernel import ledger, zones
from legalops.kernel.errors import DomainError


@transaction.atomic
def choose_zone(person: User, name: str, *, actor: User) -> None:
    """Show the person clock times in this zone from now on; empty for the department's. Again is the same.

    Raises DomainError for a name that is no time zone.
    """
    try:
        name and zones.known_zone(name)
    except ValidationError as faulty:
        raise DomainError("accounts.zone", " ".join(faulty.messages), field="zone") from None
    row = User.objects.select_for_update().get(pk=person.pk)
    before, row.time_zone = row.time_zone, name
    person.time_zone = name
    if before != name:
        row.save(update_fields=["time_zone"])
        ledger.record(row, "accounts.zone.chosen", actor=actor, before={"zone": before}, after={"zone": name})
