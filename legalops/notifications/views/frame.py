"""The frame around pages that people of the department and of firms both have."""

from django.http import HttpRequest

from legalops.web import nav


def base_of(request: HttpRequest) -> str:
    """The template to extend."""
    return "portal_base.html" if nav.is_firm_user(request.user) else "base.html"
