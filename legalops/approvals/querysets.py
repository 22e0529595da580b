"""Who sees which request: whoever sees the record it is about."""

from datetime import date
from typing import Self

from django.db.models import Exists, OuterRef, Q

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import capabilities_of
from legalops.approvals import registry
from legalops.approvals.enums import LIVE
from legalops.kernel import clock


def is_outside(user) -> bool:
    """Whether the person works for a firm: approvals are the department's own affair."""
    return not capabilities_of(user).isdisjoint({can.PORTAL_VIEW, can.PORTAL_SUBMIT})


def _seen_by(user, through: str = "") -> Q:
    """The kinds and records the person sees, as a condition on requests or on what hangs on them.

    Asked of each row: as lists of all that is visible, two kinds would cost every inbox both portfolios.
    """
    seen = Q(pk__in=())
    if is_outside(user):
        return seen
    for subject in registry.known():
        row = Exists(subject.visible_to(user).filter(pk=OuterRef(f"{through}record_id")))
        seen |= Q(**{f"{through}record_type": subject.record_type}) & row
    return seen


class RequestQuerySet(ScopedQuerySet):
    """Requests."""

    def visible_to(self, user) -> Self:
        """Requests about records the person may see."""
        return self.filter(_seen_by(user))

    def live(self) -> Self:
        """Requests in which somebody still has to decide."""
        return self.filter(state__in=LIVE)

    def locked(self) -> Self:
        """Rows locked for change, in one order everywhere; their records are locked before."""
        return self.select_for_update(of=("self",)).order_by("pk")

    def about(self, record_type: str, record_id: int) -> Self:
        """The requests of one record, the latest first."""
        return self.filter(record_type=record_type, record_id=record_id).order_by("-round")


class OfRequestQuerySet(ScopedQuerySet):
    """Rows of a request."""

    def visible_to(self, user) -> Self:
        """Through the request."""
        return self.filter(_seen_by(user, "request__"))


class OwnedQuerySet(ScopedQuerySet):
    """Delegations and absences: the people themselves and administrators see them."""

    def visible_to(self, user) -> Self:
        """One's own, those in which one stands in, and all for who configures."""
        if can.CONFIGURE in capabilities_of(user):
            return self
        own = Q(person=user)
        if hasattr(self.model, "stand_in"):
            own |= Q(stand_in=user)
        return self.filter(own)

    def standing(self) -> Self:
        """Not ended early and not past; those to come included."""
        return self.filter(ended_at__isnull=True).exclude(until__lt=clock.today())

    def on(self, day: date) -> Self:
        """Counting on that day."""
        rows = self.filter(ended_at__isnull=True, starts__lte=day)
        return rows.exclude(until__lt=day)
