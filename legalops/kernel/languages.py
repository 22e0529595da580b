"""The languages in which the product can be read; settings.LANGUAGES lists them."""

from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The language of the source, of files, of the ledger and of the API.
PRODUCTS: Final = "en"


def offered() -> dict[str, str]:
    """Code to the language's own name for itself."""
    return dict(settings.LANGUAGES)


def known_language(code: str) -> None:
    """Raise ValidationError for a code of no language that is offered."""
    if code not in offered():
        message = _("“%(code)s” is not offered. Choose one of %(known)s.")
        raise ValidationError(message, params={"code": code, "known": ", ".join(offered())})


def first_of(*codes: str) -> str:
    """The first that is offered, else the product's."""
    return next((code for code in codes if code in offered()), PRODUCTS)
