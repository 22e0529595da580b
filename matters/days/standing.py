"""What stands open on a person's matters: walls to acknowledge, conflict checks, no word of what is next."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.web import day
from legalops.web.day import Act, Item
from matters.enums import CheckState
from matters.models import EthicalWall, Matter
from matters.selectors.conflicts.lists import check_rows


def walls(user, until: date) -> Sequence[Item]:
    """Standing walls on matters the person works on that they have not acknowledged."""
    mine = Matter.objects.visible_to(user).of(user).values("pk")
    rows = EthicalWall.objects.filter(lifted_at=None, matter__in=mine).exclude(acknowledgements__user=user)
    shown = rows.select_related("matter", "raised_by").order_by("raised_at")
    return [_wall(row) for row in shown[: day.MOST + 1]]


def checks_to_conclude(user, until: date) -> Sequence[Item]:
    """Conflict checks that wait for a decision."""
    rows = check_rows(user).filter(state=CheckState.OPEN).order_by("pk")[: day.MOST + 1]
    return [
        Item(
            key=f"conflicts-{row.pk}",
            kind=_("Conflict check"),
            icon="scale",
            title=row.subject_name,
            url=reverse("matters:conflict", args=[row.pk]),
            on=row.number,
            why=_t("It waits for somebody to decide its hits and conclude it."),
            waiting=True,
        )
        for row in rows
    ]


def unsteered(user, until: date) -> Sequence[Item]:
    """Open matters that the person leads and of which nobody has said what happens next."""
    rows = Matter.objects.visible_to(user).filter(lead=user).without_next_action()
    acts = has_capability(user, can.MATTERS_EDIT)
    return [
        Item(
            key=f"unsteered-{row.pk}",
            kind=_("Matter"),
            icon="folder",
            title=row.name,
            url=reverse("matters:matter", args=[row.number]),
            on=row.number,
            why=_t("You lead it, and nobody has said what happens next."),
            act=Act(
                _("Say what is next"), reverse("matters:next", args=[row.number]), key="x", icon="arrow-right"
            )
            if acts
            else None,
        )
        for row in rows.order_by("opened_on", "pk")[: day.MOST + 1]
    ]


def _wall(row: EthicalWall) -> Item:
    return Item(
        key=f"wall-{row.pk}",
        kind=_("Ethical wall"),
        icon="wall",
        title=row.matter.name,
        url=reverse("matters:people", args=[row.matter.number]) + "#walls",
        on=row.matter.number,
        why=_t("%s raised it; read what it asks of you.") % row.raised_by,
        waiting=True,
        act=Act(
            _("Read and acknowledge"),
            reverse("matters:wall_acknowledge", args=[row.matter.number, row.pk]),
            key="c",
        ),
    )
