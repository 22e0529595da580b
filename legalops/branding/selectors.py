"""The brand as it is set, read from the database only after a change.

As with custom fields, a stamp in the shared cache says which state is current; within the transaction of a
change its own process reads the new state, and nobody else does before it commits.
"""

import uuid

from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from legalops.branding.models import Branding
from legalops.documents.models import Document
from legalops.web.brand import NAME, Brand

_STAMP = "branding:stamp"
_KEPT_SECONDS = 86_400
_known: dict[str, Brand] = {}


def branding() -> Branding:
    """The stored row; one that is not stored while nothing was set."""
    return Branding.objects.select_related("logo", "changed_by").first() or Branding()


def current_brand() -> Brand:
    """A question to the cache; one query after a change."""
    if any(entry[1] is announce for entry in connection.run_on_commit):
        return _read()
    stamp = cache.get(_STAMP) or _renewed()
    found = _known.get(stamp)
    if found is None:
        found = _read()
        _known.clear()
        _known[stamp] = found
    return found


def logo_of(digest: str) -> Document | None:
    """The logo's document, if that is the logo now."""
    row = Branding.objects.select_related("logo").filter(logo__sha256=digest).first()
    return row.logo if row else None


def changed() -> None:
    """To be called in the transaction of every change."""
    transaction.on_commit(announce)
    announce()


def announce() -> None:
    """Have every process read the state again."""
    _renewed()


def _renewed() -> str:
    stamp = uuid.uuid4().hex
    cache.set(_STAMP, stamp, _KEPT_SECONDS)
    return stamp


def _read() -> Brand:
    row = branding()
    logo, ratio = "", 1.0
    if row.logo is not None and row.logo_width and row.logo_height:
        logo, ratio = reverse("brand_logo", args=[row.logo.sha256]), row.logo_width / row.logo_height
    styles = reverse("brand_styles", args=[row.accent.removeprefix("#")]) if row.accent else ""
    return Brand(row.name or NAME, logo, ratio, styles, row.welcome, row.contact)
