"""Key dates: adding, changing, done and back."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from legalops.web import htmx, toasts
from legalops.web.form_page import Done, answer
from matters.forms.work import KeyDateForm
from matters.models import Matter
from matters.services.key_dates import (
    change_key_date,
    complete_key_date,
    reopen_key_date,
    set_key_date,
)
from matters.views.access import edits, matter_or_404
from matters.views.changes import page_of
from matters.views.matter import dates_context


@edits
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Add a key date."""
    matter = matter_or_404(request, number)
    form = KeyDateForm(matter, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        set_key_date(matter, name=data["name"], on=data["date"], owner=data["owner"], actor=request.user)
        return Done(_tab(matter), _("Added."))

    return answer(request, form, page_of(matter, _("Add a key date"), _("Add"), tab="dates"), act)


@edits
def change(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Move or rename a key date, or give it to someone else."""
    matter = matter_or_404(request, number)
    key_date = get_object_or_404(matter.key_dates, pk=pk)
    form = KeyDateForm(matter, request.POST or None, key_date=key_date)

    def act(data: Mapping[str, Any]) -> Done:
        change_key_date(key_date, name=data["name"], on=data["date"], owner=data["owner"], actor=request.user)
        return Done(_tab(matter), _("Saved."))

    return answer(request, form, page_of(matter, _("Change a key date"), _("Save"), tab="dates"), act)


@require_POST
@edits
def done(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Mark as done; the toast takes it back."""
    matter = matter_or_404(request, number)
    key_date = complete_key_date(get_object_or_404(matter.key_dates, pk=pk), actor=request.user)
    undo = reverse("matters:date_reopen", args=[matter.number, pk])
    toasts.toast(request, _("%s is done.") % key_date.name, undo_url=undo)
    return _after(request, matter)


@require_POST
@edits
def reopen(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take "done" back."""
    matter = matter_or_404(request, number)
    key_date = reopen_key_date(get_object_or_404(matter.key_dates, pk=pk), actor=request.user)
    toasts.toast(request, _("%s is open again.") % key_date.name)
    return _after(request, matter)


def _after(request: HttpRequest, matter: Matter) -> HttpResponse:
    """The dates and the header anew, out of band; the whole tab where there is no script."""
    if not htmx.is_fragment(request):
        return htmx.hx_redirect(request, _tab(matter))
    context = dates_context(request, matter_or_404(request, matter.number))
    return htmx.bundle(request, "matters/dates.html", "header", "dates", context=context)


def _tab(matter: Matter) -> str:
    return reverse("matters:dates", args=[matter.number])
