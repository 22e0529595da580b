"""Key dates in a person's day: those they keep or back up, and those that wait for a second person."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.web import day
from legalops.web.day import Act, Item
from matters.models import KeyDate, Matter
from matters.selectors.deadlines import deadline_rows, due_for


def dates_until(user, until: date) -> Sequence[Item]:
    """Open dates that the person keeps or stands in for, up to a day."""
    rows = due_for(user, until).order_by("date", F("time").asc(nulls_first=True), "pk")[: day.MOST + 1]
    finishes = has_capability(user, can.MATTERS_EDIT)
    return [_date(row, user, finishes=finishes) for row in rows]


def to_verify(user, until: date) -> Sequence[Item]:
    """Critical dates of matters the person works on that somebody else entered, or asked to take away."""
    rows = deadline_rows(user).to_verify().filter(matter__in=Matter.objects.of(user).values("pk"))
    rows = rows.select_related("matter", "entered_by", "asked_by").order_by("date", "pk")[: day.MOST + 1]
    return [_second_look(row) for row in rows if _other(row) != user.pk]


def _other(row: KeyDate) -> int | None:
    return row.asked_by_id if row.asked else row.entered_by_id


def _date(row: KeyDate, user, *, finishes: bool) -> Item:
    return Item(
        key=f"date-{row.pk}",
        kind=row.get_kind_display(),
        icon="calendar-due",
        title=row.name,
        url=_address(row),
        on=str(row.matter),
        why=_t("You keep it.") if row.owner_id == user.pk else _t("You stand in for %s.") % row.owner,
        due_on=row.date,
        at=row.time,
        urgent=_t("Critical") if row.critical else "",
        act=Act(_("Done"), reverse("matters:date_finish", args=[row.matter.number, row.pk]), key="d")
        if finishes
        else None,
    )


def _second_look(row: KeyDate) -> Item:
    if row.asked:
        why = _t("%(who)s asks: %(what)s. A second person agrees or refuses.")
        why %= {"who": row.asked_by, "what": row.get_asked_display()}
    else:
        why = _t("A second person has to verify it.")
        if row.entered_by:
            why = _t("%s entered it; a second person has to verify it.") % row.entered_by
    return Item(
        key=f"verify-{row.pk}",
        kind=_("Verification"),
        icon="user-check",
        title=row.name,
        url=_address(row),
        on=str(row.matter),
        why=why,
        due_on=row.date,
        urgent=_t("Critical"),
        waiting=True,
    )


def _address(row: KeyDate) -> str:
    return reverse("matters:date_show", args=[row.matter.number, row.pk])
