"""People of a matter."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.web.form_page import Done, answer
from matters.forms.work import ConfirmForm, MemberForm, OptionalReasonForm, StaffForm
from matters.models import Matter
from matters.services.firms import staff_timekeeper, unstaff_timekeeper
from matters.services.people import add_member, remove_member
from matters.views.access import edits, matter_or_404
from matters.views.changes import page_of


@edits
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Put a person on the matter, or change what they do on it."""
    matter = matter_or_404(request, number)
    form = MemberForm(matter, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        member = add_member(matter, data["user"], role=data["role"], actor=request.user)
        return Done(_tab(matter), _("%s is on the matter.") % member.user)

    return answer(request, form, page_of(matter, _("Add a person"), _("Add"), tab="people"), act)


@edits
def remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take a person off the matter."""
    matter = matter_or_404(request, number)
    member = get_object_or_404(matter.members.select_related("user"), pk=pk)
    form = OptionalReasonForm(request.POST or None)
    title = _("Take %s off the matter") % member.user

    def act(data: Mapping[str, Any]) -> Done:
        remove_member(matter, member.user, reason=data["reason"], actor=request.user)
        return Done(_tab(matter), _("%s is no longer on the matter.") % member.user)

    return answer(request, form, page_of(matter, title, _("Take off"), tab="people", danger=True), act)


@edits
def staff(request: HttpRequest, number: str) -> HttpResponse:
    """Accept timekeepers for the matter."""
    matter = matter_or_404(request, number)
    form = StaffForm(matter, request.user, request.POST or None)
    intro = _("From the first one on, time of anybody else of that firm is reported by the rules.")

    def act(data: Mapping[str, Any]) -> Done:
        for person in data["people"]:
            staff_timekeeper(matter, person, actor=request.user)
        names = "; ".join(str(person) for person in data["people"])
        return Done(_tab(matter), _("Accepted on the matter: %s.") % names)

    page = page_of(matter, _("Accept timekeepers"), _("Accept"), tab="people", intro=intro)
    return answer(request, form, page, act)


@edits
def unstaff(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """No longer accept a timekeeper on the matter."""
    matter = matter_or_404(request, number)
    staffed = get_object_or_404(matter.staffed_timekeepers.select_related("timekeeper__firm"), pk=pk)
    form = ConfirmForm(request.POST or None)
    title = _("No longer accept %s") % staffed.timekeeper
    intro = _("When nobody of the firm is left on the list, everybody approved at the firm is accepted.")

    def act(data: Mapping[str, Any]) -> Done:
        unstaff_timekeeper(matter, staffed.timekeeper, actor=request.user)
        return Done(_tab(matter), _("%s is no longer accepted on the matter.") % staffed.timekeeper)

    page = page_of(matter, title, _("No longer accept"), tab="people", danger=True, intro=intro)
    return answer(request, form, page, act)


def _tab(matter: Matter) -> str:
    return reverse("matters:people", args=[matter.number])
