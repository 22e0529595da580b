"""Addresses of the endpoints of full exports."""

from legalops.exports.api.views import FullExportViews

ROUTES = [("full-exports", FullExportViews)]
