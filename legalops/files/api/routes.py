"""Addresses of the files endpoint."""

from legalops.files.api.views import FileViews

ROUTES = [("files", FileViews)]
