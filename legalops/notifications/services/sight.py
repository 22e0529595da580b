"""Who may no longer be told: asked anew when something goes out, a question per person and type of record."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.notifications.models import Delivery, SuspendedAddress
from legalops.notifications.querysets import visible_ids


def held_back(batch: Sequence[Delivery]) -> dict[int, str]:
    """Delivery to the reason why it must not go out; those that may are left out."""
    suspended = _suspended({each.recipient.email for each in batch})
    unseen = _unseen(batch)
    found = {each.pk: _reason(each, suspended, unseen) for each in batch}
    return {pk: reason for pk, reason in found.items() if reason}


def _reason(delivery: Delivery, suspended: set[str], unseen: set[int]) -> str:
    person = delivery.recipient
    if not person.is_active or person.is_system:
        return _("The account is not in use.")
    if person.email.lower() in suspended:
        return _("The address is suspended: its server refused it.")
    if delivery.pk in unseen:
        return _("The person may no longer see what this is about.")
    return ""


def _suspended(addresses: Iterable[str]) -> set[str]:
    lower = [address.lower() for address in addresses]
    rows = SuspendedAddress.objects.annotate(lower=Lower("address")).filter(lower__in=lower)
    return set(rows.values_list("lower", flat=True))


def _unseen(batch: Sequence[Delivery]) -> set[int]:
    groups: dict[tuple[User, str], list[Delivery]] = defaultdict(list)
    for each in batch:
        groups[each.recipient, each.notification.subject_type].append(each)
    return {pk for (person, kind), group in groups.items() for pk in _unseen_of(person, kind, group)}


def _unseen_of(person: User, subject_type: str, group: Sequence[Delivery]) -> set[int]:
    asked = {each.notification.subject_id for each in group}
    visible = visible_ids(subject_type, person)
    seen = set() if visible is None else set(visible.filter(pk__in=asked).values_list("pk", flat=True))
    return {each.pk for each in group if each.notification.subject_id not in seen}
