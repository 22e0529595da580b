"""Making, changing and merging cards."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.contacts.forms import AddContactForm, EditContactForm, MergeForm
from legalops.contacts.models import Contact
from legalops.contacts.services import add_contact, edit_contact, merge_contacts
from legalops.contacts.views.access import contact_or_404, edits
from legalops.web.form_page import Done, FormPage, answer


def page_of(contact: Contact, title: str, submit: str, **more: Any) -> FormPage:
    """The words around a form of this card."""
    back = address_of(contact)
    crumbs = [(_("Contacts"), reverse("contacts:list")), (contact.name, back)]
    return FormPage(title=title, submit=submit, back=back, crumbs=crumbs, **more)


def address_of(contact: Contact) -> str:
    """The card's page."""
    return reverse("contacts:contact", args=[contact.pk])


@edits
def new(request: HttpRequest) -> HttpResponse:
    """Add a card, or go to the one that is there already."""
    form = AddContactForm(request.user, reverse("contacts:suggest"), request.POST or None)
    back = reverse("contacts:list")
    page = FormPage(_("Add a contact"), _("Add contact"), back, crumbs=[(_("Contacts"), back)])

    def act(data: Mapping[str, Any]) -> Done:
        if known := data["contact"]:
            return Done(address_of(known), _("This card was there already."))
        fields = {key: data[key] for key in ("name", "kind", "email", "city", "country")}
        contact = add_contact(**fields, actor=request.user)
        return Done(address_of(contact), _("%s is added.") % contact)

    return answer(request, form, page, act)


@edits
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a card."""
    contact = contact_or_404(request, pk)
    form = EditContactForm(request.POST or None, instance=contact)

    def act(data: Mapping[str, Any]) -> Done:
        edit_contact(contact, data, keep_former=data["keep_former"], actor=request.user)
        return Done(address_of(contact), _("Saved."))

    return answer(request, form, page_of(contact, _("Edit %s") % contact, _("Save")), act)


@edits
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Two cards are one: this one goes into the one that is chosen."""
    contact = contact_or_404(request, pk)
    known = reverse("contacts:suggest") + "?only=known"
    form = MergeForm(request.user, known, request.POST or None)
    intro = _(
        "Names, numbers, relations and matters of this card go to the card that stays. Whoever sees that "
        "card sees the names too. This cannot be undone."
    )

    def act(data: Mapping[str, Any]) -> Done:
        kept = merge_contacts(contact, data["contact"], actor=request.user)
        return Done(address_of(kept), _("The cards are one now."))

    page = page_of(contact, _("Merge %s into another card") % contact, _("Merge"), danger=True, intro=intro)
    return answer(request, form, page, act)
