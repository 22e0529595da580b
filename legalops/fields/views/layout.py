"""The page on which sections and fields of a record are arranged."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from legalops.fields.registry import hosts, sub_types_of
from legalops.fields.selectors.layouts import Design, places, roles
from legalops.fields.services.laying_out import read_given, restore_layout, save_layout
from legalops.fields.views.dictionary import governs
from legalops.kernel.errors import DomainError
from legalops.web import htmx, toasts

TEMPLATE = "fields/layout.html"


@require_safe
@governs
def layouts(request: HttpRequest) -> HttpResponse:
    """The first of the record types."""
    return redirect("fields:layout", places()[0][1][0].record_type)


@require_http_methods(["GET", "HEAD", "POST"])
@governs
def layout(request: HttpRequest, record_type: str, sub_type: str = "") -> HttpResponse:
    """Show how the fields are arranged, and keep another arrangement."""
    _known_or_404(record_type, sub_type)
    if request.method != "POST":
        return _page(request, Design(record_type, sub_type))
    try:
        given = _given(request)
        version = _number(request, "version")
        save_layout(record_type, sub_type, given, version=version, actor=request.user)
    except DomainError as refusal:
        return _refused(request, record_type, sub_type, refusal)
    toasts.toast(request, _("The layout is kept. Pages and forms follow it from now on."))
    return redirect(_address(record_type, sub_type))


@require_POST
@governs
def layout_preview(request: HttpRequest, record_type: str, sub_type: str = "") -> HttpResponse:
    """The page and the form as they would look, for people of a role if one is named; nothing is kept."""
    _known_or_404(record_type, sub_type)
    try:
        given = read_given(record_type, sub_type, _given(request))
        design = Design(record_type, sub_type, given, role=request.POST.get("as_role", ""))
    except DomainError as refusal:
        return htmx.render_page(request, f"{TEMPLATE}#refused", {"refused": refusal.message}, status=422)
    context = {"design": design, "boxes": design.form_sections(request.user)}
    return htmx.render_page(request, f"{TEMPLATE}#preview", context)


@require_POST
@governs
def layout_restore(request: HttpRequest, record_type: str, sub_type: str = "") -> HttpResponse:
    """Go back to an earlier version."""
    _known_or_404(record_type, sub_type)
    row, number = Design(record_type, sub_type).row, _number(request, "number")
    try:
        if row.pk is None:
            raise Http404
        restore_layout(row, number, version=_number(request, "version"), actor=request.user)
    except DomainError as refusal:
        toasts.toast(request, refusal.message, level="error")
    else:
        toasts.toast(request, _("Version %d is in use again.") % number)
    return redirect(_address(record_type, sub_type))


def _known_or_404(record_type: str, sub_type: str) -> None:
    if record_type not in {each.record_type for each in hosts()}:
        raise Http404
    if sub_type and sub_type not in dict(sub_types_of(record_type)):
        raise Http404


def _given(request: HttpRequest) -> Any:
    try:
        return json.loads(request.POST.get("content", ""))
    except ValueError:
        raise DomainError("layouts.content", _("This is no layout. Load the page again.")) from None


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not text.isdecimal() or len(text) > 9:
        raise DomainError("layouts.version", _("This is no version. Load the page again."))
    return int(text)


def _refused(request: HttpRequest, record_type: str, sub_type: str, refusal: DomainError) -> HttpResponse:
    """With what was arranged, where it can be read."""
    try:
        design = Design(record_type, sub_type, read_given(record_type, sub_type, _given(request)))
    except DomainError:
        design = Design(record_type, sub_type)
    return _page(request, design, refusal.message, request.POST.get("version", ""), status=422)


def _address(record_type: str, sub_type: str) -> str:
    if sub_type:
        return reverse("fields:layout_of", args=[record_type, sub_type])
    return reverse("fields:layout", args=[record_type])


def _page(
    request: HttpRequest, design: Design, refused: str = "", version: str = "", status: int = 200
) -> HttpResponse:
    groups = places()
    own = next(group for _label, group in groups if group[0].record_type == design.record_type)
    context = {
        "design": design,
        "boxes": design.form_sections(request.user),
        "types": [group[0] for _label, group in groups],
        "own": own,
        "roles": list(roles()),
        "refused": refused,
        "version": version or design.row.version,
        "address": _address(design.record_type, design.sub_type),
    }
    return htmx.render_page(request, TEMPLATE, context, status=status)
