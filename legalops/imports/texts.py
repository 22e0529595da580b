"""Forms of text that several kinds share."""

import re

from django.utils.translation import gettext as _

from legalops.imports.values import Wrong

_SLUG = re.compile(r"[-\w]+", re.ASCII)


def currency(text: str) -> str:
    """A currency by its three letters (ISO 4217). Raises Wrong."""
    code = text.upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise Wrong(_("This is not a currency."), _("Write its three letters of ISO 4217, such as USD."))
    return code


def country(text: str) -> str:
    """A country by its two letters (ISO 3166). Raises Wrong."""
    code = text.upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise Wrong(_("This is not a country code."), _("Write its two letters of ISO 3166, such as US."))
    return code


def slug(text: str) -> str:
    """A code of letters, digits, hyphens and underscores, in lower case. Raises Wrong."""
    if not _SLUG.fullmatch(text):
        raise Wrong(_("A code holds letters, digits, - and _ only."), _("Write it without spaces and signs."))
    return text.lower()
