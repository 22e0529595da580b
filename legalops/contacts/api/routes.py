"""Addresses of the contacts endpoints."""

from legalops.contacts.api.views import ContactViews, RelationViews

ROUTES = [("contacts", ContactViews), ("contact-relations", RelationViews)]
