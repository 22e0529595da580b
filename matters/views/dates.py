"""Key dates of a matter: adding, changing with a preview of what moves, done and back."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from legalops.kernel.errors import Conflict
from legalops.web import htmx, toasts
from legalops.web.coming import back_to_day
from legalops.web.form_page import Done, answer
from matters.calendaring import Move
from matters.forms.dates import FinishForm, KeyDateForm
from matters.models import KeyDate, Matter
from matters.selectors.chains import moves_of
from matters.services.key_dates import (
    change_key_date,
    complete_key_date,
    reopen_key_date,
    set_key_date,
)
from matters.views.access import edits, matter_or_404
from matters.views.changes import page_of
from matters.views.matter import dates_context, frame_of


@edits
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Add a key date."""
    matter = matter_or_404(request, number)
    form = KeyDateForm(matter, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        set_key_date(
            matter, name=data["name"], on=data["date"], owner=data["owner"], actor=request.user, **form.more
        )
        return Done(_tab(matter), _("Added."))

    return answer(request, form, page_of(matter, _("Add a key date"), _("Add"), tab="dates"), act)


@edits
def change(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Change a key date. When others follow from it, what would move is shown first and then confirmed."""
    matter = matter_or_404(request, number)
    key_date = get_object_or_404(matter.key_dates, pk=pk)
    form = KeyDateForm(matter, request.POST or None, key_date=key_date)

    def act(data: Mapping[str, Any]) -> Done | None:
        try:
            change_key_date(
                key_date, name=data["name"], on=data["date"], owner=data["owner"],
                reason=data.get("reason", ""), seen=data.get("was"), actor=request.user, **form.more,
            )  # fmt: skip
        except Conflict:
            key_date.refresh_from_db(fields=["date"])
            form.data = form.data.copy()
            form.data["was"] = key_date.date.isoformat()
            raise
        return Done(_tab(matter), _("Saved."))

    if request.method == "POST" and form.is_valid():
        moves = moves_of(key_date, form.cleaned_data["date"])
        if moves and request.POST.get("seen") != _seal(moves):
            return _preview(request, matter, key_date, form, moves)
    return answer(request, form, page_of(matter, _("Change a key date"), _("Save"), tab="dates"), act)


def _preview(
    request: HttpRequest, matter: Matter, key_date: KeyDate, form: KeyDateForm, moves: list[Move]
) -> HttpResponse:
    """Every date that would move with it, and why; confirming posts the form again with what was seen."""
    context = {
        **frame_of(request, matter, "dates"),
        "date": key_date,
        "to": form.cleaned_data["date"],
        "moves": moves,
        "moving": sum(move.moves for move in moves),
        "kept": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in ("csrfmiddlewaretoken", "seen")
            for value in values
        ],
        "seal": _seal(moves),
        "meanwhile": "seen" in request.POST,
        "url": reverse("matters:date", args=[matter.number, key_date.pk]),
    }
    return htmx.render_page(request, "matters/date_moves.html", context, partials={"form-box": "preview"})


def _seal(moves: list[Move]) -> str:
    """What was seen, so that a confirmation of something else is noticed."""
    text = ";".join(f"{move.key}:{move.after.isoformat()}:{move.held}" for move in moves)
    return sha256(text.encode()).hexdigest()[:16]


@edits
def finish(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Mark as done with what shows it, and why it was late."""
    matter = matter_or_404(request, number)
    key_date = get_object_or_404(matter.key_dates, pk=pk)
    form = FinishForm(key_date, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        complete_key_date(
            key_date, evidence=data["evidence"], root_cause=data.get("root_cause", ""), actor=request.user
        )
        undo = reverse("matters:date_reopen", args=[matter.number, pk])
        return Done(back_to_day(request, _tab(matter)), _("%s is done.") % key_date.name, undo)

    return answer(request, form, page_of(matter, _("Done: %s") % key_date.name, _("Done"), tab="dates"), act)


@require_POST
@edits
def done(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Mark as done; the toast takes it back."""
    matter = matter_or_404(request, number)
    key_date = complete_key_date(get_object_or_404(matter.key_dates, pk=pk), actor=request.user)
    undo = reverse("matters:date_reopen", args=[matter.number, pk])
    toasts.toast(request, _("%s is done.") % key_date.name, undo_url=undo)
    return after(request, matter)


@require_POST
@edits
def reopen(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take "done" back."""
    matter = matter_or_404(request, number)
    key_date = reopen_key_date(get_object_or_404(matter.key_dates, pk=pk), actor=request.user)
    toasts.toast(request, _("%s is open again.") % key_date.name)
    return after(request, matter)


def after(request: HttpRequest, matter: Matter) -> HttpResponse:
    """The dates and the header anew, out of band; the whole tab where there is no script."""
    if not htmx.is_fragment(request):
        return htmx.hx_redirect(request, _tab(matter))
    context = dates_context(request, matter_or_404(request, matter.number))
    return htmx.bundle(request, "matters/dates.html", "header", "dates", context=context)


def _tab(matter: Matter) -> str:
    return reverse("matters:dates", args=[matter.number])
