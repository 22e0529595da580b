"""Which tasks a person sees, and which are theirs."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from legalops.access.querysets import ScopedQuerySet
from legalops.accounts.models import User
from legalops.kernel import records
from legalops.web.nav import is_firm_user
from legalops.workflows import registry


class TaskQuerySet(ScopedQuerySet):
    """Tasks are seen with their record. People of firms see none: tasks are the department's own."""

    def visible_to(self, user: Any) -> Self:
        """Through the records of each kind that runs through workflows."""
        if is_firm_user(user):
            return self.none()
        seen = Q(pk__in=())
        for code in registry.hosts():
            rows = records.find(code).rows().visible_to(user).filter(pk=OuterRef("run__record_id"))
            seen |= Q(run__record_type=code) & Exists(rows)
        return self.filter(seen)

    def open(self) -> Self:
        """Those that are still to be done."""
        return self.filter(done_at=None, cancelled_at=None)

    def of_teams_of(self, user: Any) -> Self:
        """Those of the people who are in a team with this one, their own among them."""
        mates = User.objects.filter(teams__in=user.teams.all())
        return self.filter(Q(assignee=user.pk) | Q(assignee__in=mates))
