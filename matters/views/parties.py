"""Parties of a matter, and a card's matters on its own page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.contacts.models import Contact
from legalops.contacts.services import add_contact
from legalops.web.form_page import Done, answer
from matters.forms.parties import ChangePartyForm, PartyForm
from matters.forms.work import OptionalReasonForm
from matters.models import Matter, Party
from matters.selectors.parties import parties_with
from matters.services.parties import add_party, change_party, remove_party
from matters.views.access import edits, matter_or_404, reads
from matters.views.changes import page_of

_IN_PANEL = 50


@edits
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Put somebody on the matter: a card that is known, or a new one."""
    matter = matter_or_404(request, number)
    form = PartyForm(request.user, reverse("contacts:suggest"), request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        card = data["contact"] or add_contact(
            name=data["name"], kind=data["kind"] or "organisation", actor=request.user
        )
        party = add_party(
            matter, card, role=data["role"], side=data["side"], since=data["since"], note=data["note"],
            actor=request.user,
        )  # fmt: skip
        return Done(_tab(matter), _("%s is a party now.") % party.contact)

    return answer(request, form, page_of(matter, _("Add a party"), _("Add"), tab="people"), act)


@edits
def change(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Change a party's role, side or dates."""
    matter, party = _party(request, number, pk)
    form = ChangePartyForm(party, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        change_party(party, data, actor=request.user)
        return Done(_tab(matter), _("Saved."))

    page = page_of(matter, _("Change %s") % party.contact, _("Save"), tab="people")
    return answer(request, form, page, act)


@edits
def remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take somebody off who never was a party."""
    matter, party = _party(request, number, pk)
    form = OptionalReasonForm(request.POST or None)
    intro = _("For a party that was added by mistake. Who no longer is one gets an end date instead.")

    def act(data: Mapping[str, Any]) -> Done:
        remove_party(party, reason=data["reason"], actor=request.user)
        return Done(_tab(matter), _("%s is no longer a party.") % party.contact)

    title = _("Take %s off the matter") % party.contact
    page = page_of(matter, title, _("Take off"), tab="people", danger=True, intro=intro)
    return answer(request, form, page, act)


@require_safe
@reads
def contact_panel(request: HttpRequest, contact_id: int) -> HttpResponse:
    """The matters of a card, as far as the person sees them."""
    contact = get_object_or_404(Contact.objects.visible_to(request.user).live(), pk=contact_id)
    parties = parties_with(contact, request.user)[:_IN_PANEL]
    return render(request, "matters/contact_panel.html", {"parties": parties})


def _party(request: HttpRequest, number: str, pk: int) -> tuple[Matter, Party]:
    matter = matter_or_404(request, number)
    return matter, get_object_or_404(matter.parties.select_related("contact", "role", "matter"), pk=pk)


def _tab(matter: Matter) -> str:
    return reverse("matters:people", args=[matter.number]) + "#parties"
