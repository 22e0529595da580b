"""Addresses of the endpoints of requests to legal."""

from legalops.requests.api.views import RequestTypeViews, RequestViews

ROUTES = [("requests", RequestViews), ("request-types", RequestTypeViews)]
