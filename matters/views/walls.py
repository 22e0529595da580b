"""Walls of a matter: raised, given another end, lifted, acknowledged."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.web import formats
from legalops.web.coming import back_to_day
from legalops.web.form_page import Done, answer
from matters.forms.walls import WallEndForm, WallForm
from matters.forms.work import ConfirmForm, ReasonForm
from matters.models import Matter
from matters.services.guards import may_see
from matters.services.walls import acknowledge_wall, lift_wall, raise_wall, set_wall_end
from matters.views.access import matter_or_404, reads, walls
from matters.views.changes import page_of


@walls
def raise_(request: HttpRequest, number: str) -> HttpResponse:
    """Raise an ethical wall."""
    matter = matter_or_404(request, number)
    form = WallForm(matter, request.POST or None)
    page = page_of(matter, _("Raise an ethical wall"), _("Raise the wall"), tab="people", danger=True)

    def act(data: Mapping[str, Any]) -> Done:
        raise_wall(
            matter,
            data["people"],
            reason=data["reason"],
            expires_on=data["expires_on"],
            actor=request.user,
        )
        # Someone may wall themselves off; there is no page left to show them then.
        to = _tab(matter) if may_see(request.user, matter) else reverse("matters:list")
        return Done(to, _("The wall stands."))

    return answer(request, form, page, act)


@walls
def until(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Let a wall end on another day, or on none."""
    matter = matter_or_404(request, number)
    wall = get_object_or_404(matter.walls.select_related("matter"), pk=pk)
    form = WallEndForm(request.POST or None, initial={"expires_on": wall.expires_on})

    def act(data: Mapping[str, Any]) -> Done:
        changed = set_wall_end(wall, data["expires_on"], reason=data["reason"], actor=request.user)
        ends = changed.expires_on
        said = _("The wall stands until %s.") % formats.day(ends) if ends else _("The wall has no last day.")
        return Done(_tab(matter), said)

    page = page_of(matter, _("Change until when the wall stands"), _("Change"), tab="people")
    return answer(request, form, page, act)


@walls
def lift(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Lift an ethical wall."""
    matter = matter_or_404(request, number)
    wall = get_object_or_404(matter.walls.select_related("matter"), pk=pk)
    form = ReasonForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        lift_wall(wall, reason=data["reason"], actor=request.user)
        return Done(_tab(matter), _("The wall is lifted."))

    return answer(request, form, page_of(matter, _("Lift the wall"), _("Lift"), tab="people"), act)


@reads
def acknowledge(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A person on the matter confirms what the wall asks of them."""
    matter = matter_or_404(request, number)
    wall = get_object_or_404(matter.walls.select_related("matter", "raised_by"), pk=pk)
    names = ", ".join(str(one.user) for one in wall.screened.select_related("user"))
    intro = _(
        "%(names)s must not learn anything about this matter: why, %(person)s wrote: %(reason)s. "
        "Do not talk or write to them about it, and keep its papers and screens out of their sight. "
        "If you did before the wall stood, tell %(person)s now."
    ) % {"names": names, "person": wall.raised_by, "reason": wall.reason.rstrip(".")}
    page = page_of(matter, _("Acknowledge the ethical wall"), _("I acknowledge"), tab="people", intro=intro)

    def act(data: Mapping[str, Any]) -> Done:
        acknowledge_wall(wall, actor=request.user)
        return Done(back_to_day(request, _tab(matter)), _("Your acknowledgement is recorded."))

    return answer(request, ConfirmForm(request.POST if request.method == "POST" else None), page, act)


def _tab(matter: Matter) -> str:
    return reverse("matters:people", args=[matter.number])
