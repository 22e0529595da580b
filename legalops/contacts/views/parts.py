"""Names, identifiers and relations of a card."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.contacts.forms import ConfirmForm, EndForm, IdentifierForm, NameForm, RelationForm
from legalops.contacts.models import Contact, ContactRelation
from legalops.contacts.services import (
    add_contact,
    add_identifier,
    add_name,
    end_relation,
    relate,
    remove_identifier,
    remove_name,
    remove_relation,
)
from legalops.contacts.views.access import contact_or_404, edits
from legalops.contacts.views.changes import address_of, page_of
from legalops.web.form_page import Done, answer


@edits
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Add another name."""
    contact = contact_or_404(request, pk)
    form = NameForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        add_name(contact, **data, actor=request.user)
        return Done(address_of(contact), _("Added."))

    return answer(request, form, page_of(contact, _("Add a name"), _("Add")), act)


@edits
def name_remove(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Take a name off."""
    contact = contact_or_404(request, pk)
    held = get_object_or_404(contact.names, pk=part)
    form = ConfirmForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        remove_name(held, actor=request.user)
        return Done(address_of(contact), _("%s is taken off.") % held)

    page = page_of(contact, _("Take off %s") % held, _("Take off"), danger=True)
    return answer(request, form, page, act)


@edits
def identifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an identifier."""
    contact = contact_or_404(request, pk)
    form = IdentifierForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        add_identifier(contact, **data, actor=request.user)
        return Done(address_of(contact), _("Added."))

    return answer(request, form, page_of(contact, _("Add an identifier"), _("Add")), act)


@edits
def identifier_remove(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Take an identifier off."""
    contact = contact_or_404(request, pk)
    held = get_object_or_404(contact.identifiers, pk=part)
    form = ConfirmForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        remove_identifier(held, actor=request.user)
        return Done(address_of(contact), _("%s is taken off.") % held)

    page = page_of(contact, _("Take off %s") % held, _("Take off"), danger=True)
    return answer(request, form, page, act)


@edits
def relation(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how the card stands to another."""
    contact = contact_or_404(request, pk)
    form = RelationForm(request.user, reverse("contacts:suggest"), request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        other = data["contact"] or add_contact(name=data["name"], actor=request.user)
        _relate(contact, other, data, request.user)
        return Done(address_of(contact), _("Added."))

    page = page_of(contact, _("Add a relation of %s") % contact, _("Add"))
    return answer(request, form, page, act)


@edits
def relation_end(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """A relation no longer holds."""
    contact, held = _relation(request, pk, part)
    form = EndForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        end_relation(held, until=data["until"], actor=request.user)
        return Done(address_of(contact), _("The relation has ended."))

    return answer(request, form, page_of(contact, _("End the relation"), _("End relation")), act)


@edits
def relation_remove(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """A relation never was."""
    contact, held = _relation(request, pk, part)
    form = ConfirmForm(request.POST or None)
    intro = _("For a relation that was entered by mistake. One that was true once is ended instead.")

    def act(data: Mapping[str, Any]) -> Done:
        remove_relation(held, actor=request.user)
        return Done(address_of(contact), _("The relation is taken off."))

    page = page_of(contact, _("Take off the relation"), _("Take off"), danger=True, intro=intro)
    return answer(request, form, page, act)


def _relation(request: HttpRequest, pk: int, part: int) -> tuple[Contact, ContactRelation]:
    contact = contact_or_404(request, pk)
    seen = ContactRelation.objects.visible_to(request.user).select_related("source", "target")
    return contact, get_object_or_404(seen, Q(source=contact) | Q(target=contact), pk=part)


def _relate(contact: Contact, other: Contact, data: Mapping[str, Any], actor: Any) -> None:
    """Read from this card; a minus means that the other stands first."""
    first, second = (other, contact) if data["kind"].startswith("-") else (contact, other)
    dates = {key: data[key] for key in ("since", "until", "note")}
    relate(first, second, kind=data["kind"].lstrip("-"), **dates, actor=actor)
