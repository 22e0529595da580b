"""A card's page: one header, two tabs."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.audit.selectors import events_of
from legalops.contacts.models import Contact
from legalops.contacts.selectors.cards import relations_of, successor_of
from legalops.contacts.views.access import contact_or_404, reads
from legalops.timeline.record import RecordTimeline
from legalops.web import palette


def frame_of(request: HttpRequest, contact: Contact, tab: str) -> dict[str, Any]:
    """What the header of every tab shows."""
    words = {"contact": _("Overview"), "history": _("Timeline")}
    tabs = [
        {"label": label, "url": reverse(f"contacts:{name}", args=[contact.pk]), "current": name == tab}
        for name, label in words.items()
    ]
    return {"contact": contact, "tabs": tabs, "can_edit": has_capability(request.user, can.MATTERS_EDIT)}


@require_safe
@reads
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Names, numbers, relations, and what other apps know; a merged card leads to the one that stays."""
    if (kept := successor_of(pk, request.user)) is not None:
        return redirect("contacts:contact", kept.pk)
    contact = contact_or_404(request, pk)
    palette.visited(request, "contact", contact.pk)
    context = frame_of(request, contact, "contact") | {
        "names": contact.names.order_by("kind", "-until", "name"),
        "identifiers": contact.identifiers.all(),
        "relations": relations_of(contact, request.user),
    }
    return render(request, "contacts/overview.html", context)


@require_safe
@reads
def history(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What happened with the card, newest first."""
    contact = contact_or_404(request, pk)
    shown = RecordTimeline(request, events_of(contact))
    if export := shown.export():
        return export
    context = frame_of(request, contact, "history") | {"timeline": shown}
    return render(request, "contacts/history.html", context)
