"""Addresses of the ledger's endpoints."""

from legalops.timeline.api.views import EventViews

ROUTES = [("events", EventViews)]
