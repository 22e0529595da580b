"""Which requests a person sees."""

from typing import Self

from django.db.models import Exists, OuterRef, Q

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import capabilities_of, roles_of
from legalops.approvals.models import Ask


class RequestQuerySet(ScopedQuerySet):
    """Own ones, and those one was asked to approve; for who works on requests, theirs, their teams' and
    those their role has to move.
    """

    def visible_to(self, user) -> Self:
        """Outside counsel see none. A restricted request is seen by the people on it alone."""
        granted = capabilities_of(user)
        if not granted & {can.REQUESTS_MAKE, can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL}:
            return self.none()
        people = self.model._meta.get_field("participants").remote_field.through
        on_it = Exists(people.objects.filter(request=OuterRef("pk"), user=user))
        asked = Ask.objects.filter(request__record_type="request", request__record_id=OuterRef("pk"))
        seen = Q(requester=user) | Q(assignee=user) | on_it | Exists(asked.filter(person=user))
        if can.REQUESTS_VIEW_ALL in granted:
            return self.filter(Q(restricted=False) | seen)
        if can.REQUESTS_WORK in granted:
            team = Exists(user.teams.through.objects.filter(team=OuterRef("team"), user=user))
            in_turn = Q(next_roles__overlap=list(roles_of(user)))
            seen |= Q(restricted=False) & (team | in_turn)
        return self.filter(seen)

    def open(self) -> Self:
        """Those that have not ended."""
        return self.exclude(category="closed")
