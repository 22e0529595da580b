"""Addresses of the dashboards' endpoints."""

from dashboards.api.views import MetricViews

ROUTES = [("metrics", MetricViews)]
