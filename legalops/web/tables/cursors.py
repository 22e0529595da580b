"""A cursor is the sort key of a row at a page's edge, signed so that nobody can hand us another."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing

_SALT = "legalops.web.cursor"
_READ = {
    "D": Decimal,
    "d": date.fromisoformat,
    "t": datetime.fromisoformat,
    "u": UUID,
    "_": lambda value: value,
}


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after (or before, walking back) the row with these sort values."""

    order: str
    values: tuple[Any, ...]
    back: bool = False

    def encode(self) -> str:
        """Text for the address."""
        # Signed without a time: the same page has the same address a second later.
        return _signer(settings.SECRET_KEY).sign_object(
            [self.order, int(self.back), [_tagged(v) for v in self.values]], compress=True
        )

    @classmethod
    def decode(cls, text: str, order: str) -> "Cursor | None":
        """The cursor, or None when it is damaged or belongs to another sort order: then the first page is
        shown.
        """
        try:
            made_for, back, tagged = _signer(settings.SECRET_KEY).unsign_object(text)
        except signing.BadSignature:
            return None
        if made_for != order:
            return None
        return cls(order, tuple(_READ[kind](value) for kind, value in tagged), bool(back))


@lru_cache(maxsize=4)
def _signer(_secret: str) -> signing.Signer:
    return signing.Signer(salt=_SALT)


def _tagged(value: Any) -> tuple[str, Any]:
    if isinstance(value, Decimal):
        return "D", str(value)
    if isinstance(value, datetime):
        return "t", value.isoformat()
    if isinstance(value, date):
        return "d", value.isoformat()
    if isinstance(value, UUID):
        return "u", str(value)
    return "_", value
