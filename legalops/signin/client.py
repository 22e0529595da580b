"""Where a request comes from, as people read it."""

import re

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

# The more telling name first: most browsers also call themselves the others.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def address_of(request: HttpRequest) -> str | None:
    """The client's network address; None where it cannot be told."""
    try:
        return get_adapter().get_client_ip(request)
    except (PermissionDenied, ValueError):
        return None


def device_of(request: HttpRequest) -> str:
    """Browser and system in words, such as "Firefox on Windows"."""
    return device_words(request.META.get("HTTP_USER_AGENT", ""))


def device_words(agent: str) -> str:
    """Browser and system of a user agent's own words; its beginning where neither is known."""
    browser = next((name for mark, name in _BROWSERS if re.search(rf"\b{mark}/", agent)), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or agent[:60] or _("Unknown device")
