"""What a person chooses for themselves: kinds, paces, quiet hours. No event of the ledger: it concerns nobody
else.
"""

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction

from legalops.accounts.models import User
from legalops.accounts.services import choose_language, choose_notation, choose_zone
from legalops.audit.services import record
from legalops.kernel.errors import DomainError, NotFound
from legalops.notifications import registry
from legalops.notifications.enums import Pace
from legalops.notifications.models import PersonalSchedule, Preference, SuspendedAddress
from legalops.notifications.services.wishes import default_of

_SALT = "legalops.notifications.unsubscribe"


@transaction.atomic
def choose(user: User, kind: str, *, in_app: bool, email: str) -> None:
    """Keep the choice for one kind. Raises DomainError for an unknown kind or pace."""
    found = registry.find(kind)
    if email not in Pace.values:
        raise DomainError("notifications.pace", f"“{email}” is no pace.", field=f"email:{kind}")
    if (in_app, email) == default_of(found):
        Preference.objects.filter(user=user, kind=kind).delete()
        return
    Preference.objects.update_or_create(user=user, kind=kind, defaults={"in_app": in_app, "email": email})


# Kept on the person, not in the schedule: every page reads them.
_OF_THE_PERSON = {"zone": choose_zone, "language": choose_language, "notation": choose_notation}


def schedule_of(user: User) -> PersonalSchedule:
    """The person's hours; not stored for whoever kept none."""
    schedule = PersonalSchedule.objects.visible_to(user).first() or PersonalSchedule()
    schedule.user = user
    return schedule


@transaction.atomic
def set_schedule(user: User, given: Mapping[str, Any]) -> PersonalSchedule:
    """Keep quiet hours and digest time, and the person's `zone`, `language` and `notation` if they are given.
    Raises DomainError naming the field.
    """
    schedule = schedule_of(user)
    for name, value in given.items():
        if name in _OF_THE_PERSON:
            _OF_THE_PERSON[name](user, value, actor=user)
        else:
            setattr(schedule, name, value)
    try:
        schedule.full_clean()
    except ValidationError as faulty:
        field, faults = next(iter(faulty.message_dict.items()))
        raise DomainError("notifications.schedule", " ".join(faults), field=field) from None
    schedule.save()
    return schedule


def unsubscribe_token(user: User, kind: str) -> str:
    """What opens the one-click page: good for ending e-mail about this kind to this person alone."""
    return signing.dumps([user.pk, kind], salt=_SALT)


def read_unsubscribe(token: str) -> tuple[User, str]:
    """The person and kind of a token. Raises NotFound for one that is not ours."""
    try:
        pk, kind = signing.loads(token, salt=_SALT)
        return User.objects.get(pk=pk), kind
    except (signing.BadSignature, User.DoesNotExist, ValueError):
        raise NotFound("notifications.token", "There is nothing here.") from None


def unsubscribe(user: User, kind: str) -> None:
    """End e-mail about a kind; what the person sees in the product stays. Again is the same."""
    current = Preference.objects.filter(user=user, kind=kind).first()
    in_app = current.in_app if current else default_of(registry.find(kind))[0]
    choose(user, kind, in_app=in_app, email=Pace.NEVER)


@transaction.atomic
def lift_suspension(address: str, *, actor: User) -> None:
    """Write to an address again; its owner or an administrator says that it works."""
    if SuspendedAddress.objects.filter(address__iexact=address).delete()[0]:
        record(actor, "notifications.address.lifted", actor=actor, after={"address": address})
