"""Addresses of the custom fields endpoint."""

from legalops.fields.api.definitions import FieldViews

ROUTES = [("custom-fields", FieldViews)]
