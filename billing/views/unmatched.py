"""The mapping queue: numbers and ids that lead nowhere, mapped once and for ever."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.forms.mapping import AddPersonForm, MapMatterForm, MapPersonForm, RejectForm
from billing.selectors.unmatched import (
    PersonGroup,
    matter_group,
    person_group,
    waiting_for_mapping,
    waiting_invoices,
)
from billing.services import mapping
from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.web.form_page import Done, FormPage, answer
from legalops.web.htmx import hx_redirect, is_fragment, render_page
from legalops.web.toasts import toast
from vendors.models import Firm, Timekeeper

mapper = requires(can.INVOICES_MAP)
_ANSWERS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@mapper
def unmatched(request: HttpRequest) -> HttpResponse:
    """Everything that waits for mapping; polled while something mapped is being matched."""
    context = {"waiting": waiting_for_mapping(request.user), "base_currency": settings.BASE_CURRENCY}
    response = render_page(request, "billing/unmatched.html", context, partials={"unmatched": "queue"})
    if is_fragment(request):
        response.headers["HX-Trigger"] = "counts-changed"
    return response


@_ANSWERS
@mapper
def map_matter(request: HttpRequest) -> HttpResponse:
    """Say which matter a number means."""
    firm = _firm(request)
    client, own = request.GET.get("client", ""), request.GET.get("own", "")
    group = matter_group(request.user, firm, client, own)
    if group is None:
        return _gone(request)
    intro = ngettext(
        "%(count)d invoice of %(firm)s waits under this number. It goes on, as every later one will.",
        "%(count)d invoices of %(firm)s wait under this number. They go on, as every later one will.",
        group.count,
    ) % {"count": group.count, "firm": firm}
    page = _page(_("Map %(number)s") % {"number": group.number}, _("Map and match"), intro)

    def act(data: Mapping[str, Any]) -> Done:
        mapping.map_matter(firm=firm, number=data["remember"], matter=data["matter"], actor=request.user)
        said = _("%(number)s of %(firm)s is %(matter)s from now on.")
        facts = {"number": data["remember"], "firm": firm, "matter": data["matter"].number}
        return Done(reverse("billing:unmatched"), said % facts)

    form = MapMatterForm(request.user, group, request.POST or None, initial=_chosen(request, "matter"))
    return answer(request, form, page, act)


@_ANSWERS
@mapper
def map_person(request: HttpRequest) -> HttpResponse:
    """Say which known person an id means."""
    firm, group = _person_group(request)
    if group is None:
        return _gone(request)
    page = _page(_("Who is %(code)s?") % {"code": group.code}, _("Map and match"), _person_intro(group))

    def act(data: Mapping[str, Any]) -> Done:
        person = data["timekeeper"]
        mapping.map_timekeeper(firm=firm, code=group.code, timekeeper=person, actor=request.user)
        return _person_done(group, person)

    form = MapPersonForm(group, request.POST or None, initial=_chosen(request, "timekeeper"))
    return answer(request, form, page, act)


@_ANSWERS
@mapper
def add_person(request: HttpRequest) -> HttpResponse:
    """Add the person who bills under an id."""
    firm, group = _person_group(request)
    if group is None:
        return _gone(request)
    page = _page(_("Add %(code)s") % {"code": group.code}, _("Add and match"), _person_intro(group))

    def act(data: Mapping[str, Any]) -> Done:
        person = mapping.create_timekeeper(firm=firm, code=group.code, actor=request.user, **data)
        return _person_done(group, person)

    return answer(request, AddPersonForm(group, request.POST or None), page, act)


@_ANSWERS
@mapper
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Send back an invoice that belongs to nobody."""
    invoice = waiting_invoices(request.user).select_related("firm").filter(pk=pk).first()
    if invoice is None:
        return _gone(request)
    page = FormPage(
        title=_("Reject invoice %(number)s") % {"number": invoice.number},
        submit=_("Reject and tell the firm"),
        back=reverse("billing:unmatched"),
        crumbs=[(_("Waiting for mapping"), reverse("billing:unmatched"))],
        intro=_("%(firm)s reads the reason and may send a corrected invoice under the same number.")
        % {"firm": invoice.firm},
        danger=True,
    )

    def act(data: Mapping[str, Any]) -> Done:
        mapping.reject_unmatched(invoice, reason=data["reason"], actor=request.user)
        said = _("Invoice %(number)s was rejected.") % {"number": invoice.number}
        return Done(reverse("billing:unmatched"), said)

    return answer(request, RejectForm(request.POST or None), page, act)


@require_POST
@mapper
def match_again(request: HttpRequest) -> HttpResponse:
    """Try everything again, after something was changed elsewhere."""
    firms = waiting_invoices(request.user).order_by().values_list("firm_id", flat=True).distinct()
    for firm_id in firms:
        mapping.ask_for_rematch(firm_id, actor=request.user)
    toast(request, _("The waiting invoices are being matched again."), level="info")
    return hx_redirect(request, "billing:unmatched")


def _firm(request: HttpRequest) -> Firm:
    code = request.GET.get("firm", "")
    firm = Firm.objects.visible_to(request.user).filter(code=code).first()
    if firm is None:
        raise Http404
    return firm


def _chosen(request: HttpRequest, name: str) -> dict[str, str]:
    """The suggestion that was clicked."""
    return {name: request.GET[name]} if request.GET.get(name) else {}


def _person_group(request: HttpRequest) -> tuple[Firm, PersonGroup | None]:
    firm, code = _firm(request), request.GET.get("code", "")
    return firm, person_group(request.user, firm, code) if code else None


def _person_intro(group: PersonGroup) -> str:
    said = ngettext(
        "%(firm)s bills %(lines)d line under the id %(code)s, as %(name)s.",
        "%(firm)s bills %(lines)d lines under the id %(code)s, as %(name)s.",
        group.lines,
    )
    return said % {"firm": group.firm, "lines": group.lines, "code": group.code, "name": group.name or "–"}


def _person_done(group: PersonGroup, person: Timekeeper) -> Done:
    said = _("%(code)s of %(firm)s is %(person)s from now on.")
    facts = {"code": group.code, "firm": group.firm, "person": person}
    return Done(reverse("billing:unmatched"), said % facts)


def _gone(request: HttpRequest) -> HttpResponse:
    """Somebody was quicker, or the address is made up; either way there is nothing to map."""
    toast(request, _("Nothing waits under this any more."), level="info")
    return hx_redirect(request, "billing:unmatched")


def _page(title: str, submit: str, intro: str) -> FormPage:
    back = reverse("billing:unmatched")
    return FormPage(title, submit, back, crumbs=[(_("Waiting for mapping"), back)], intro=intro)
