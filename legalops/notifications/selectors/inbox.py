"""A person's notifications, as the bell, its panel and the page show them."""

from django.db.models import QuerySet

from legalops.accounts.models import User
from legalops.notifications.models import Notification

# The bell says 99+ beyond; counting further would tell nobody more.
COUNTED = 100
IN_PANEL = 8
ON_PAGE = 50


def unread_count(user: User) -> int:
    """How many wait, at most COUNTED; of what the person may still see."""
    return Notification.objects.visible_to(user).unread().order_by()[:COUNTED].count()


def newest(user: User) -> list[Notification]:
    """For the panel."""
    return list(Notification.objects.visible_to(user)[:IN_PANEL])


def page_of(
    user: User, *, unread: bool, kind: str, before: int | None
) -> tuple[list[Notification], int | None]:
    """One page, newest first, and the key to ask for the next one with, if there is more."""
    rows: QuerySet[Notification] = Notification.objects.visible_to(user)
    if unread:
        rows = rows.unread()
    if kind:
        rows = rows.filter(kind=kind)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: ON_PAGE + 1])
    return found[:ON_PAGE], found[ON_PAGE - 1].pk if len(found) > ON_PAGE else None
