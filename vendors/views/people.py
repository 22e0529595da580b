"""Timekeepers and rates: adding, deciding, mapping, approving."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from legalops.web import htmx, toasts
from legalops.web.form_page import Done, answer
from vendors.enums import TimekeeperStatus
from vendors.forms.people import AliasForm, RateForm, RefuseForm, TimekeeperForm
from vendors.models import Firm
from vendors.services.rate_periods import words
from vendors.services.rates import approve_rate
from vendors.services.timekeepers import add_timekeeper, decide_timekeeper, map_alias
from vendors.views.access import edits, firm_or_404, timekeeper_or_404
from vendors.views.changes import page_of


@edits
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Add a timekeeper."""
    firm = firm_or_404(request, code)
    form = TimekeeperForm(firm, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        timekeeper = add_timekeeper(firm, actor=request.user, **data)
        return Done(_tab(firm), _("%s is added.") % timekeeper)

    return answer(request, form, page_of(firm, _("Add a timekeeper"), _("Add"), tab="timekeepers"), act)


@require_POST
@edits
def approve(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Accept a timekeeper's time."""
    timekeeper = timekeeper_or_404(request, code, pk)
    decide_timekeeper(timekeeper, TimekeeperStatus.APPROVED, actor=request.user)
    toasts.toast(request, _("%s is approved.") % timekeeper)
    return htmx.hx_redirect(request, _tab(timekeeper.firm))


@edits
def refuse(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Do not accept a timekeeper's time, with a reason."""
    timekeeper = timekeeper_or_404(request, code, pk)
    form = RefuseForm(request.POST or None)
    title = _("Do not approve %s") % timekeeper

    def act(data: Mapping[str, Any]) -> Done:
        decide_timekeeper(timekeeper, TimekeeperStatus.REJECTED, reason=data["reason"], actor=request.user)
        return Done(_tab(timekeeper.firm), _("%s is not approved.") % timekeeper)

    page = page_of(timekeeper.firm, title, _("Do not approve"), tab="timekeepers", danger=True)
    return answer(request, form, page, act)


@edits
def alias(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Map another id to a timekeeper."""
    timekeeper = timekeeper_or_404(request, code, pk)
    form = AliasForm(request.POST or None)
    title = _("Another id of %s") % timekeeper

    def act(data: Mapping[str, Any]) -> Done:
        mapped = map_alias(timekeeper, data["code"], actor=request.user)
        said = _("%(id)s stands for %(name)s.") % {"id": mapped.code_key, "name": timekeeper}
        return Done(_tab(timekeeper.firm), said)

    return answer(request, form, page_of(timekeeper.firm, title, _("Add"), tab="timekeepers"), act)


@edits
def rate(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Approve a standard rate."""
    timekeeper = timekeeper_or_404(request, code, pk)
    form = RateForm(timekeeper, request.POST or None)
    intro = _("An open rate in the same currency ends the day this one starts.")
    page = page_of(
        timekeeper.firm, _("New rate for %s") % timekeeper, _("Approve rate"), tab="rates", intro=intro
    )

    def act(data: Mapping[str, Any]) -> Done:
        approved = approve_rate(timekeeper, actor=request.user, **data)
        said = _("%(name)s: %(rate)s.") % {"name": timekeeper, "rate": words(approved)}
        return Done(reverse("vendors:rates", args=[timekeeper.firm.code]), said)

    return answer(request, form, page, act)


def _tab(firm: Firm) -> str:
    return reverse("vendors:timekeepers", args=[firm.code])
