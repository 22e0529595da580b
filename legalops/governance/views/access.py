"""How every view of access governance begins."""

from django.shortcuts import get_object_or_404

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.accounts.models import User

manages = requires(can.PEOPLE_MANAGE)
looks = requires(can.PEOPLE_MANAGE, can.ACCESS_REVIEW)
reviews = requires(can.ACCESS_REVIEW)
audits = requires(can.AUDIT_VIEW, can.ACCESS_REVIEW)


def person_or_404(person_id: int) -> User:
    """The person; system actors are nobody's to manage."""
    return get_object_or_404(User, pk=person_id, is_system=False)
