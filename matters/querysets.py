"""Who sees which matter: teams, staffing, confidentiality and ethical walls. Deny beats allow."""

from typing import Self

from django.db.models import BooleanField, DateTimeField, Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, JSONObject

from legalops.access import capabilities as can
from legalops.access.glass import has_broken_glass
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import capabilities_of
from legalops.kernel import clock
from vendors.querysets import firm_id_of

# Asked with every list. As text, since built of models they cost a list more than its rows do.
_WALLED = """
SELECT wall.matter_id FROM matters_screenedperson behind
JOIN matters_ethicalwall wall ON wall.id = behind.wall_id
WHERE behind.user_id = %s AND wall.lifted_at IS NULL
"""


class WorksOn(Func):
    """Whether the person (first) works on the matter (second). A question about one matter and not a list of
    all of the person's: a search is then planned by what it looks for, not by walking all matters.
    """

    # Named apart from the rows that are asked about, which may be members themselves.
    template = (
        "EXISTS (SELECT FROM matters_mattermember works"
        " WHERE (works.user_id, works.matter_id) = (%(expressions)s))"
    )
    output_field = BooleanField()


class SeesByGlass(Func):
    """Whether a break-glass grant shows the person (first) the matter (second) at an instant (third)."""

    template = (
        "EXISTS (SELECT FROM matters_breakglassgrant glass WHERE glass.ended_at IS NULL"
        " AND (glass.user_id, glass.matter_id, TRUE) = (%(expressions)s < glass.expires_at))"
    )
    output_field = BooleanField()


class MatterQuerySet(ScopedQuerySet):
    """Matters; every other app derives its own visibility from this one."""

    def visible_to(self, user) -> Self:
        """Restricted matters to their members, others by role or team; never through a wall."""
        seen = self.seen_by(user)
        return self.none() if seen is None else self.filter(seen)

    def seen_by(self, user, through: str = "", *, or_none: bool = False) -> Q | None:
        """The rule of `visible_to` as a condition on a model that leads here by `through` ("matter__").

        `or_none` adds the rows that have no matter. None when the person sees no matter at all.
        Whoever has broken the glass of a matter sees it too, but never through a wall; nobody else is asked.

        A list joins the matter anyway, so the condition costs a row what the join costs; as a list of all
        visible keys it would cost every page the whole portfolio.
        """
        if firm_id_of(user) is not None:
            return self._engaged(user, through)
        granted = capabilities_of(user)
        if can.MATTERS_VIEW_ALL in granted:
            open_to = Q(**{f"{through}restricted": False})
        elif can.MATTERS_VIEW_ASSIGNED in granted:
            teams = user.teams.values("pk")
            open_to = Q(**{f"{through}restricted": False, f"{through}team__in": teams})
        elif has_broken_glass(user):
            open_to = None
        else:
            return None
        own_too = self._own_too(user, through, open_to)
        if or_none:  # here and not around the whole, so that the wall stays a condition of its own
            own_too |= Q(**{f"{through}isnull": True})
        return own_too & ~Q(**{f"{through}pk__in": RawSQL(_WALLED, (user.pk,))})  # noqa: S611  (one parameter)

    def _own_too(self, user, through: str, open_to: Q | None) -> Q:
        """What roles open, what the person works on, and what they have broken the glass of."""
        pair = Value(user.pk), F(f"{through}pk")
        seen = None if open_to is None else open_to | Q(WorksOn(*pair))
        if not has_broken_glass(user):
            return seen
        by_glass = Q(SeesByGlass(*pair, Value(clock.now(), DateTimeField())))
        return by_glass if seen is None else seen | by_glass

    def _engaged(self, user, through: str) -> Q | None:
        if capabilities_of(user).isdisjoint({can.PORTAL_VIEW, can.PORTAL_SUBMIT}):
            return None
        engaged = self._related("engagements").filter(
            matter=OuterRef(f"{through}pk"), firm_id=firm_id_of(user), ended_on__isnull=True
        )
        return Q(Exists(engaged))

    def _related(self, name: str):
        return self.model._meta.get_field(name).related_model.objects

    def open(self) -> Self:
        """Matters in a stage that is not closed."""
        return self.exclude(stage__category="closed")

    def matching(self, text: str) -> Self:
        """Matters whose number or name contains the text."""
        return self.filter(Q(number__icontains=text) | Q(name__icontains=text))

    def of(self, user) -> Self:
        """Matters the person works on, in whatever role."""
        return self.filter(pk__in=self._related("members").filter(user=user).values("matter_id"))

    def with_next_date(self) -> Self:
        """Adds next_date and next_date_name: the earliest key date that is not done, overdue or not."""
        coming = self._related("key_dates").filter(matter=OuterRef("pk"), done_at__isnull=True)
        first = coming.order_by("date", "pk")
        return self.annotate(
            next_date=Subquery(first.values("date")[:1]), next_date_name=Subquery(first.values("name")[:1])
        )

    def with_next_action(self) -> Self:
        """Adds next_action: what, who and by (ISO date) of the one that stands, read from the task where it
        stands for one; null where there is none.
        """
        standing = self._related("next_actions").filter(matter=OuterRef("pk"), ended_at__isnull=True)
        told = JSONObject(
            what=Coalesce("task__title", "what"),
            who=Coalesce("task__assignee__full_name", "owner__full_name"),
            by=Coalesce("task__due_on", "due_on"),
        )
        return self.annotate(next_action=Subquery(standing.values(told=told)[:1]))

    def without_next_action(self, wanted: bool = True) -> Self:
        """Open matters of which nobody has said what happens next, or all others."""
        standing = self._related("next_actions").filter(ended_at__isnull=True).values("matter")
        lacking = Q(stage__category="open") & ~Q(pk__in=standing)
        return self.filter(lacking) if wanted else self.exclude(lacking)

    def with_budget(self) -> Self:
        """Adds budget: the approved amount in the matter's currency, without tax; null when none was set."""
        approved = self._related("budgets").filter(matter=OuterRef("pk"), status="approved")
        return self.annotate(budget=Subquery(approved.values("amount")[:1]))


class OfMatterQuerySet(ScopedQuerySet):
    """Rows that belong to one matter and are seen by whoever sees the matter."""

    def visible_to(self, user) -> Self:
        """Through the matter."""
        matters = self.model._meta.get_field("matter").related_model
        seen = matters.objects.seen_by(user, "matter__")
        return self.none() if seen is None else self.filter(seen)


class LogQuerySet(OfMatterQuerySet):
    """Rows of a matter's log: the department's own, none of it for outside counsel."""

    def visible_to(self, user) -> Self:
        """Through the matter."""
        return self.none() if firm_id_of(user) is not None else super().visible_to(user)


class KeyDateQuerySet(OfMatterQuerySet):
    """Key dates of matters."""

    def open(self) -> Self:
        """Those still to be kept."""
        return self.filter(done_at__isnull=True)

    def to_verify(self) -> Self:
        """Critical ones that a second person has to verify, and those of which something was asked."""
        return self.open().filter(Q(critical=True, verified_at__isnull=True) | ~Q(asked=""))

    def of_person(self, user) -> Self:
        """Those that the person keeps, as owner or as backup."""
        return self.filter(Q(owner=user) | Q(backup=user))

    def matching(self, text: str) -> Self:
        """What, or the matter's number or name, contains the text."""
        found = Q(name__icontains=text) | Q(matter__number__icontains=text) | Q(matter__name__icontains=text)
        return self.filter(found)


class KeyDateMoveQuerySet(ScopedQuerySet):
    """Moves of key dates, seen with their matter."""

    def visible_to(self, user) -> Self:
        """Through the key date."""
        dates = self.model._meta.get_field("key_date").related_model
        return self.filter(key_date__in=dates.objects.visible_to(user))


class CheckQuerySet(ScopedQuerySet):
    """Conflict checks: those of matters and of requests that the person sees, for people who work on them."""

    def visible_to(self, user) -> Self:
        """Requesters learn nothing of the checks of their requests, outside counsel nothing at all."""
        if firm_id_of(user) is not None:
            return self.none()
        model = self.model._meta
        matters = model.get_field("matter").related_model.objects.seen_by(user, "matter__")
        seen = Q(pk__in=[]) if matters is None else Q(matter__isnull=False) & matters
        if not capabilities_of(user).isdisjoint({can.REQUESTS_WORK, can.CONFLICTS_REVIEW}):
            requests = model.get_field("request").related_model.objects.visible_to(user)
            seen |= Q(request__in=requests.order_by().values("pk"))
        return self.filter(seen)


class HitQuerySet(ScopedQuerySet):
    """Hits of checks that the person sees, found on matters that the person sees too."""

    def visible_to(self, user) -> Self:
        """Both ways: through the check and through what was found."""
        model = self.model._meta
        checks = model.get_field("check_of").related_model.objects.visible_to(user)
        found = model.get_field("found_matter").related_model.objects.seen_by(
            user, "found_matter__", or_none=True
        )
        where = Q(found_matter__isnull=True) if found is None else found
        requests = model.get_field("check_of").related_model._meta.get_field("request").related_model
        asked = requests.objects.visible_to(user).order_by().values("pk")
        where &= ~Q(source="request") | Q(record_id__in=asked)
        return self.filter(where, check_of__in=checks.order_by().values("pk"))


class WaiverQuerySet(ScopedQuerySet):
    """Waivers: seen by whoever sees the hit."""

    def visible_to(self, user) -> Self:
        """Through the hit."""
        hits = self.model._meta.get_field("hit").related_model.objects.visible_to(user)
        return self.filter(hit__in=hits.order_by().values("pk"))
