"""One field of the dictionary: described, retired, taken into use again."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.fields.describing import DescribeForm, RetireForm
from legalops.fields.models import FieldDefinition, FieldEntry
from legalops.fields.selectors.dictionary import console_url, history_of_entry, places_of
from legalops.fields.services.defining import restore, retire
from legalops.fields.services.describing import describe
from legalops.fields.tables import (
    CLASS_TONES,
    ORIGIN_TONES,
    ORIGINS,
    kind_label,
    origin_of,
    record_label,
    shown_rate,
)
from legalops.fields.views.dictionary import governs, looks
from legalops.web import toasts
from legalops.web.form_page import Done, FormPage, answer


def _entry_or_404(entry_id: int) -> FieldEntry:
    return get_object_or_404(FieldEntry.objects.told(), pk=entry_id)


def _custom_or_404(entry_id: int) -> tuple[FieldEntry, FieldDefinition]:
    """Only fields that the department added can be taken out of use."""
    found = _entry_or_404(entry_id)
    if found.definition is None:
        raise Http404
    return found, found.definition


def _page_of(entry: FieldEntry) -> str:
    return reverse("fields:entry", args=[entry.pk])


def _form(entry: FieldEntry, title: str, submit: str, **more: Any) -> FormPage:
    crumbs = [(_("Fields"), reverse("fields:dictionary")), (entry.label, _page_of(entry))]
    return FormPage(title, submit, _page_of(entry), crumbs=crumbs, **more)


@require_safe
@looks
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Owner, definition, fill rate, every use with its link, and what became of the field."""
    found = _entry_or_404(entry_id)
    origin = origin_of(found)
    context = {
        "entry": found,
        "record": record_label(found),
        "kind": kind_label(found),
        "rate": shown_rate(found),
        "origin": (ORIGINS[origin], ORIGIN_TONES[origin]),
        "class_tone": CLASS_TONES.get(found.classification, "neutral"),
        "uses": places_of(found, request.user),
        "events": history_of_entry(found),
        "governs": has_capability(request.user, can.FIELDS_GOVERN),
        "console_url": console_url(found, request.user),
    }
    return render(request, "fields/entry.html", context)


@governs
def change(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Say who owns the field, what it means and why it is asked."""
    found = _entry_or_404(entry_id)
    page = _form(found, _("Describe “%s”") % found.label, _("Save"))

    def act(data: Mapping[str, Any]) -> Done:
        describe(found, **data, actor=request.user)
        return Done(_page_of(found), _("Saved."))

    return answer(request, DescribeForm(found, request.POST or None), page, act)


@governs
def take_out(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Take a custom field out of use; what still needs it is named, what merely shows it is told first."""
    found, row = _custom_or_404(entry_id)
    used = "; ".join(each.where for each in places_of(found, request.user))
    intro = _("Records keep what they hold; nobody is asked for it any more.")
    if used:
        intro = f"{intro} {_('It is used here: %s.') % used}"
    page = _form(found, _("Retire “%s”") % found.label, _("Retire"), intro=intro, danger=True)

    def act(_data: Mapping[str, Any]) -> Done:
        retire(row, actor=request.user)
        return Done(
            _page_of(found), _("“%s” is retired.") % found.label, reverse("fields:restore", args=[found.pk])
        )

    return answer(request, RetireForm(request.POST if request.method == "POST" else None), page, act)


@require_POST
@governs
def take_back(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Take a retired field into use again."""
    found, row = _custom_or_404(entry_id)
    restore(row, actor=request.user)
    toasts.toast(request, _("“%s” is in use again.") % found.label)
    return redirect(_page_of(found))
