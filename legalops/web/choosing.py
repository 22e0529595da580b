"""What a person, or the department, can choose to read in: choices of a form, the first of them for none."""

from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

from legalops.kernel import languages, notations
from legalops.web import brand, formats

_SUM, _DAY = Decimal("1234.56"), date(2026, 11, 29)


def languages_offered(none: str | Promise, code: str = "") -> list[tuple[str, str]]:
    """Each language by its own name; `none` says with %s what holds where none is chosen."""
    names = languages.offered()
    return [("", str(none) % names[languages.first_of(code)]), *names.items()]


def notations_offered(none: str | Promise, code: str = "") -> list[tuple[str, str]]:
    """Each notation by a sum and a day written in it."""
    return [
        ("", str(none) % sample(notations.of(code).code)),
        *((each, f"{sample(each)} ({_name(each)})") for each in notations.NOTATIONS),
    ]


def sample(code: str) -> str:
    """ "1,234.56 · 29 Nov 2026"."""
    with notations.reading_in(code):
        return f"{formats.number(_SUM, 2)} · {formats.day(_DAY)}"


def departments_language() -> str:
    """Code of the language of whoever has chosen none."""
    return languages.first_of(brand.current().language)


def departments_notation() -> str:
    """Code of the notation of whoever has chosen none."""
    return notations.of(brand.current().notation).code


def _name(code: str) -> str:
    return "ISO 8601" if code == notations.ISO else code
