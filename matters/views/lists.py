"""The list of matters, and a person's own."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.web import htmx
from matters.filters import MatterFilters
from matters.selectors.lists import matter_rows
from matters.selectors.mine import card_of, my_matters
from matters.tables import MatterTable
from matters.views.access import matter_or_404, reads
from vendors.models import Firm

_IN_PANEL = 12


@require_safe
@reads
def matter_list(request: HttpRequest) -> HttpResponseBase:
    """All matters the person may see, with filters and sort in the address."""
    filters = MatterFilters(request, matter_rows)
    if menu := filters.menu():
        return menu
    table = MatterTable(request, filters.rows, filtered=filters.narrowed)
    if answer := table.answer():
        return answer
    context = {
        "filters": filters,
        "table": table,
        "can_edit": has_capability(request.user, can.MATTERS_EDIT),
    }
    return htmx.render_page(
        request, "matters/list.html", context, partials={"matter-list": "list"}, outline=True
    )


@require_safe
@reads
def mine(request: HttpRequest) -> HttpResponse:
    """My matters: stage, next date, budget against billed, last invoice, health."""
    cards = my_matters(request.user)
    return htmx.render_page(
        request,
        "matters/mine.html",
        {
            "cards": cards,
            "urgent": sum(card.health.rank <= 1 for card in cards),
            "shows_money": has_capability(request.user, can.INVOICES_VIEW),
            "can_edit": has_capability(request.user, can.MATTERS_EDIT),
            "title": _("My matters"),
        },
    )


@require_safe
@reads
def mine_panel(request: HttpRequest) -> HttpResponse:
    """The first eight of my matters, for the home page."""
    context = {
        "cards": my_matters(request.user, limit=8),
        "shows_money": has_capability(request.user, can.INVOICES_VIEW),
        "can_edit": has_capability(request.user, can.MATTERS_EDIT),
    }
    return htmx.render_fragment(request, "matters/mine.html", "rows", context)


@require_safe
@reads
def firm_panel(request: HttpRequest, firm_id: int) -> HttpResponse:
    """The open matters of a firm, as far as the person sees them."""
    firm = get_object_or_404(Firm.objects.visible_to(request.user), pk=firm_id)
    engaged = firm.engagements.filter(ended_on__isnull=True).values("matter_id")
    matters = list(matter_rows(request.user).open().filter(pk__in=engaged)[: _IN_PANEL + 1])
    context = {"matters": matters[:_IN_PANEL], "more": len(matters) > _IN_PANEL, "firm": firm}
    return htmx.render_fragment(request, "matters/list.html", "of_firm", context)


@require_safe
@reads
def peek(request: HttpRequest, number: str) -> HttpResponse:
    """A matter at a glance, beside the list."""
    card = card_of(matter_or_404(request, number), request.user)
    return htmx.render_fragment(request, "matters/list.html", "peek", {"card": card, "matter": card.matter})
