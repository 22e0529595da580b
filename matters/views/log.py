"""The log tab of a matter, and what is done with notes."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.web import htmx, toasts
from legalops.web.form_page import Done, answer
from matters.forms.log import CorrectNoteForm, NoteForm, StrikeForm
from matters.log_enums import NoteKind
from matters.models import Matter, Note
from matters.selectors.log import note_filter, notes_page
from matters.services.log import correct_note, may_log, pin_note, strike_note, write_note
from matters.views.access import matter_or_404, reads
from matters.views.changes import page_of
from matters.views.matter import frame_of

writes = requires(can.MATTERS_EDIT, can.MATTERS_PLAN)


@require_safe
@reads
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Its notes, as the address filters them."""
    matter = matter_or_404(request, number)
    wanted = note_filter(request.GET)
    context = frame_of(request, matter, "log") | {
        "on_log": True,
        "can_log": may_log(request.user, matter),
        "wanted": wanted,
        "notes": notes_page(matter, request.user, wanted, cursor=request.GET.get("cursor", "")),
        "kinds": NoteKind.choices,
    }
    return render(request, "matters/log.html", context)


@writes
def note_new(request: HttpRequest, number: str) -> HttpResponse:
    """Write a note."""
    matter = matter_or_404(request, number)
    form = NoteForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        write_note(matter, form.entry, pinned=data["pinned"], actor=request.user)
        return Done(_tab(matter), _("The note is in the log."))

    return answer(request, form, page_of(matter, _("Write a note"), _("Write it down"), tab="log"), act)


@writes
def note(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Correct one's own note."""
    matter, found = _note(request, number, pk)
    form = CorrectNoteForm(found, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        correct_note(found, form.entry, version=data["version"], actor=request.user)
        return Done(_tab(matter), _("Corrected."))

    intro = _("What it said before is kept beside it.")
    page = page_of(matter, _("Correct the note"), _("Correct it"), tab="log", intro=intro)
    return answer(request, form, page, act)


@require_POST
@writes
def note_pin(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Keep a note at the top (`pinned` is 1), or no longer."""
    matter, found = _note(request, number, pk)
    pinned = request.POST.get("pinned") == "1"
    pin_note(found, pinned, actor=request.user)
    toasts.toast(request, _("The note stays at the top.") if pinned else _("The note is no longer pinned."))
    return htmx.hx_redirect(request, _tab(matter))


@writes
def note_strike(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Strike a note out."""
    matter, found = _note(request, number, pk)
    form = StrikeForm(request.POST or None)
    intro = _("It stays in the log, struck out, with who did so and why.")

    def act(data: Mapping[str, Any]) -> Done:
        strike_note(found, reason=data["reason"], actor=request.user)
        return Done(_tab(matter), _("The note is struck out."))

    page = page_of(matter, _("Strike the note out"), _("Strike it out"), tab="log", danger=True, intro=intro)
    return answer(request, form, page, act)


def _tab(matter: Matter) -> str:
    return reverse("matters:log", args=[matter.number])


def _note(request: HttpRequest, number: str, pk: int) -> tuple[Matter, Note]:
    matter = matter_or_404(request, number)
    rows = Note.objects.visible_to(request.user).filter(matter=matter).select_related("author", "matter")
    return matter, get_object_or_404(rows, pk=pk)
