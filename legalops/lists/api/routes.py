"""Addresses of the endpoint of saved views."""

from legalops.lists.api.views import SavedViewViews

ROUTES = [("saved-views", SavedViewViews)]
