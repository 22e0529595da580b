"""Addresses of the endpoints of imports."""

from legalops.imports.api.views import ImportViews

ROUTES = [("imports", ImportViews)]
