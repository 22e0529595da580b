"""Requests as lists show them."""

from collections.abc import Sequence

from django.db.models import Q

from legalops.accounts.models import User
from legalops.requests.models import Request
from legalops.requests.querysets import RequestQuerySet
from legalops.requests.selectors.sla import with_resolution


def request_rows(user: User) -> RequestQuerySet:
    """The requests a person may see, with what a row shows."""
    rows = Request.objects.visible_to(user).select_related("request_type", "requester", "assignee", "team")
    return with_resolution(rows)


def to_do(user: User, requests: RequestQuerySet) -> RequestQuerySet:
    """Open ones that are theirs or nobody's, without those they asked for themselves."""
    return requests.open().filter(Q(assignee=user) | Q(assignee=None) & ~Q(requester=user))


def unassigned(requests: RequestQuerySet) -> RequestQuerySet:
    """Open ones that nobody has."""
    return requests.open().filter(assignee=None)


def unassigned_for(user: User) -> int:
    """How many of those that the person may see nobody has: the rows of the queue in nobody’s hands."""
    return unassigned(Request.objects.visible_to(user)).count()


def waiting_for(user: User) -> int:
    """How many wait for this person: exactly the rows of the queue's first tab."""
    return to_do(user, Request.objects.visible_to(user)).count()


def search_requests(user: User, text: str, limit: int) -> Sequence[Request]:
    """By number or a part of the title."""
    seen = Request.objects.visible_to(user)
    return list(seen.filter(Q(number__istartswith=text) | Q(title__icontains=text)).order_by("-pk")[:limit])


def assignees_seen_by(user: User):
    """People who have a request that this person may see."""
    had = Request.objects.visible_to(user).exclude(assignee=None).values("assignee_id")
    return User.objects.filter(pk__in=had).order_by("full_name")
