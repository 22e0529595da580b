"""Addresses of the vendors endpoints."""

from vendors.api.offices import OfficeViews
from vendors.api.views import FirmViews, RateViews, TimekeeperViews

ROUTES = [
    ("firms", FirmViews),
    ("timekeepers", TimekeeperViews),
    ("rates", RateViews),
    ("offices", OfficeViews),
]
