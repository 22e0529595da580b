"""The branding as a section of the configuration's files; the logo travels in it."""

import base64
import binascii
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.branding.models import DEPARTMENT
from legalops.branding.selectors import branding
from legalops.branding.services import CODES, TEXTS, set_branding
from legalops.configuration import sections
from legalops.configuration.sections import Item, Section
from legalops.documents.services.reading import open_stored
from legalops.kernel.errors import DomainError

_PLAIN = (*TEXTS, "accent", *CODES)
_FIELDS = (*_PLAIN, "logo")


def register() -> None:
    """Called once, when the app is ready."""
    sections.register(
        Section("branding", gettext_lazy("Branding"), "brand", _FIELDS, export, save, order=170)
    )


def export() -> list[Item]:
    """The one item, with the logo's bytes in Base64."""
    row = branding()
    texts = {name: getattr(row, name) for name in _PLAIN}
    return [{"brand": DEPARTMENT, **texts, "logo": _logo(row)}]


def save(key: str, item: Item, actor: User) -> None:
    """Set it. Raises DomainError for another key, for what is no text, and as the page does."""
    if key != DEPARTMENT:
        raise DomainError("configuration.value", _("There is one: “%s”.") % DEPARTMENT, field="brand")
    for name, value in item.items():
        if not isinstance(value, str):
            raise DomainError("configuration.value", _("Write a text."), field=name)
    given: dict[str, Any] = dict(item)
    if "logo" in given:
        given["logo"] = _bytes(given["logo"])
    set_branding(given, actor=actor)


def _logo(row: Any) -> str:
    if row.logo is None:
        return ""
    with open_stored(row.logo, verify=True) as file:
        return base64.b64encode(file.read()).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise DomainError("configuration.value", _("This is no Base64."), field="logo") from None
