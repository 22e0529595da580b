"""Addresses of the endpoints of reference data."""

from legalops.reference.api.views import VIEWS

ROUTES = VIEWS
