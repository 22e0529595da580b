"""The inbox over all kinds of records; what the person decided and what they asked for."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from legalops.approvals.selectors import inbox as asked
from legalops.approvals.views.access import may_try, staff
from legalops.web import htmx

_ON_HOME = 5


@never_cache
@require_safe
@staff
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for this person's decision, with what a decision needs."""
    context = {
        "waiting": asked.waiting_for(request.user),
        "most": asked.MOST,
        "here": "inbox",
        "may_try": may_try(request),
    }
    return htmx.render_page(request, "approvals/inbox.html", context, partials={"approval-list": "list"})


@require_safe
@staff
def panel(request: HttpRequest) -> HttpResponse:
    """The first few, for the home page."""
    context = {
        "waiting": asked.waiting_for(request.user, limit=_ON_HOME),
        "total": asked.count_waiting(request.user),
    }
    return htmx.render_fragment(request, "approvals/inbox.html", "panel", context)


@never_cache
@require_safe
@staff
def decided(request: HttpRequest) -> HttpResponse:
    """What this person decided, for whomever."""
    rows = list(asked.decided_by(request.user)[: asked.MOST])
    cards = asked.cards_of([ask.request for ask in rows])
    context = {
        "rows": [(ask, cards[ask.request_id]) for ask in rows],
        "here": "decided",
        "title": _("Decided by me"),
        "most": asked.MOST,
    }
    return htmx.render_page(request, "approvals/decided.html", context)


@never_cache
@require_safe
@staff
def asked_by_me(request: HttpRequest) -> HttpResponse:
    """What this person asked approval for, and for whom it waits."""
    rows = list(asked.asked_by(request.user)[: asked.MOST])
    cards = asked.cards_of(rows)
    context = {
        "rows": [(each, cards[each.pk], _waits_for(each)) for each in rows],
        "here": "asked",
        "may_try": may_try(request),
        "title": _("Asked by me"),
        "most": asked.MOST,
    }
    return htmx.render_page(request, "approvals/asked.html", context)


def _waits_for(request) -> str:
    people = [str(ask.person) for ask in request.asks.all() if ask.state == "pending"]
    return ", ".join(dict.fromkeys(people))
