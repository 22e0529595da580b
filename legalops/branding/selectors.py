"""The brand as it is set, read from the database only after a change."""

from django.urls import reverse

from legalops.branding.models import Branding
from legalops.documents.models import Document
from legalops.kernel.shared_state import SharedState
from legalops.web.brand import NAME, Brand


def branding() -> Branding:
    """The stored row; one that is not stored while nothing was set."""
    return Branding.objects.select_related("logo", "changed_by").first() or Branding()


def current_brand() -> Brand:
    """A question to the cache; one query after a change."""
    return brand_state.current()


def logo_of(digest: str) -> Document | None:
    """The logo's document, if that is the logo now."""
    row = Branding.objects.select_related("logo").filter(logo__sha256=digest).first()
    return row.logo if row else None


def changed() -> None:
    """To be called in the transaction of every change."""
    brand_state.changed()


def _read() -> Brand:
    row = branding()
    logo, ratio = "", 1.0
    if row.logo is not None and row.logo_width and row.logo_height:
        logo, ratio = reverse("brand_logo", args=[row.logo.sha256]), row.logo_width / row.logo_height
    styles = reverse("brand_styles", args=[row.accent.removeprefix("#")]) if row.accent else ""
    words = (row.welcome, row.contact, row.language, row.notation)
    return Brand(row.name or NAME, logo, ratio, styles, *words)


brand_state = SharedState("branding", _read)
