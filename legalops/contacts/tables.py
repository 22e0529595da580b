"""The contact list as a table."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from legalops.contacts.enums import ContactKind
from legalops.web.tables import Address, Column, EmptyState, Table

# The page of a card.
url_of = Address("contacts:contact", "pk")


class ContactTable(Table):
    """Cards and where they are."""

    id = "contact-rows"
    noun = _("contacts")
    noun_one = _("contact")
    default_sort = "name"
    late_count = True
    reads = ("pk", "directory")
    empty = EmptyState(
        _("No contacts here yet"),
        _("Parties, courts, experts and insurers get one card each, however many matters name them."),
        _("Add a contact"),
        reverse_lazy("contacts:new"),
        "users",
    )
    row_url = url_of
    columns = (
        Column("name", _("Name"), "link", sort="name", href=url_of, fixed=True),
        Column(
            "kind",
            _("Kind"),
            "status",
            sort="kind",
            tones={"organisation": "neutral", "person": "info", "court": "muted", "authority": "muted"},
            labels=dict(ContactKind.choices),
        ),
        Column("city", _("City"), sort="city"),
        Column("country", _("Country"), sort="country"),
        Column("email", _("E-mail"), value="email"),
        Column("phone", _("Phone"), value="phone", default=False),
        Column(
            "directory",
            _("Seen by"),
            "tag",
            value=lambda row: _("Everybody") if row.directory else "",
        ),
    )
