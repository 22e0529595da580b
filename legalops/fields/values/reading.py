"""From what was typed or sent to what is stored. A mistake is named with its mend."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.fields.definitions import Definition
from legalops.fields.enums import Kind
from legalops.fields.values.faults import NotOfField
from legalops.fields.values.patterns import matches
from legalops.kernel import records
from legalops.kernel.keys import key_in
from legalops.kernel.money import exponent
from legalops.kernel.texts import is_storable

LARGEST = Decimal(10) ** 15
# Commas where thousands are grouped, as people type them: 1,250,000.50.
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_LONGEST = {Kind.TEXT: 500, Kind.LONG_TEXT: 10_000, Kind.URL: 500}


def is_empty(value: Any) -> bool:
    """Whether a value means that there is none."""
    return value is None or value in ("", [], ()) or (isinstance(value, str) and not value.strip())


def read_value(definition: Definition, value: Any, *, actor: Any, present: Any = None) -> Any:
    """The stored form of a value; None for none. `present` is what is stored now: it may stay as it is.

    Raises NotOfField. People and records are named by their key, people also by e-mail address.
    """
    stored = stored_form(definition, value, actor=actor)
    if stored is None or stored == present:
        return stored
    _refuse_retired(definition, stored, present)
    _refuse_outside(definition, stored)
    return stored


def stored_form(definition: Definition, value: Any, *, actor: Any) -> Any:
    """How a value would be stored, whether it may be chosen now or not. Raises NotOfField."""
    if is_empty(value):
        return None
    _refuse_unstorable(value)
    return _READ[Kind(definition.kind)](definition, value, actor)


def _refuse_unstorable(value: Any) -> None:
    if not is_storable(value):
        raise NotOfField(_("Leave out characters that are no text."))


def _text(definition: Definition, value: Any, actor: Any) -> str:
    if not isinstance(value, str):
        raise NotOfField(_("Give text."))
    text = value.strip().replace("\r\n", "\n")
    if definition.kind == Kind.TEXT and "\n" in text:
        raise NotOfField(_("Write it in one line of plain text."))
    longest = _LONGEST[Kind(definition.kind)]
    if len(text) > longest:
        raise NotOfField(_("Use at most %d characters.") % longest)
    if definition.pattern and not matches(definition.pattern, text):
        raise NotOfField(_("“%(text)s” does not match the pattern %(pattern)s.") % {
            "text": text[:60], "pattern": definition.pattern,
        })  # fmt: skip
    return text


def _url(definition: Definition, value: Any, actor: Any) -> str:
    text = _text(definition, value, actor)
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in text:
        raise NotOfField(_("Give a whole web address that begins with https://."))
    return text


def _number(definition: Definition, value: Any, actor: Any) -> str:
    money = definition.kind == Kind.MONEY
    return decimal_text(value, exponent(definition.currency) if money else definition.places)


def decimal_text(value: Any, places: int) -> str:
    """A number as it is stored: a plain Decimal with at most so many places. Raises NotOfField."""
    number = to_decimal(value)
    if abs(number) >= LARGEST:
        raise NotOfField(_("This number is too large."))
    rounded = round(number, places)
    if rounded != number:
        words = _("Give a whole number.") if not places else _("Give at most %d decimal places.") % places
        raise NotOfField(words)
    return format(rounded, "f") if rounded else format(abs(rounded), "f")


def to_decimal(value: Any) -> Decimal:
    """A number as people type it, with or without commas between thousands. Raises NotOfField."""
    if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
        raise NotOfField(_("Give a number, as text where it has decimals."))
    text = str(value).strip()
    try:
        number = Decimal(text.replace(",", "") if _GROUPED.fullmatch(text) else text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise NotOfField(_("“%s” is no number.") % text[:40])
    return number


def _date(definition: Definition, value: Any, actor: Any) -> str:
    return date_text(value)


def date_text(value: Any) -> str:
    """A day as it is stored. Raises NotOfField."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    try:
        return date.fromisoformat(str(value).strip()).isoformat()
    except ValueError:
        raise NotOfField(_("“%s” is no date; write it as 2026-11-30.") % str(value)[:40]) from None


def _yes_no(definition: Definition, value: Any, actor: Any) -> bool:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    try:
        return known[str(value).strip().casefold()]
    except KeyError:
        raise NotOfField(_("Say yes or no, not “%s”.") % str(value)[:40]) from None


def _choice(definition: Definition, value: Any, actor: Any) -> str:
    text = str(value).strip()
    if text in definition.labels:
        return text
    by_label = {label.casefold(): code for code, label in definition.labels.items()}
    if text.casefold() in by_label:
        return by_label[text.casefold()]
    known = ", ".join(label for _code, label in definition.offered[:12])
    raise NotOfField(
        _("“%(value)s” is none of the choices: %(known)s.") % {"value": text[:60], "known": known}
    )


def _choices(definition: Definition, value: Any, actor: Any) -> list[str]:
    given = value if isinstance(value, list | tuple) else str(value).split(";" if ";" in str(value) else ",")
    chosen = {_choice(definition, each, actor) for each in given if str(each).strip()}
    return [code for code in definition.labels if code in chosen]


def _person(definition: Definition, value: Any, actor: Any) -> int:
    people = User.objects.filter(is_system=False)
    if isinstance(value, User):
        return value.pk
    text = str(value).strip()
    key = key_in(text)
    found = people.filter(email__iexact=text) if key is None else people.filter(pk=key)
    if (pk := found.values_list("pk", flat=True).first()) is None:
        raise NotOfField(_("There is nobody “%s”. Name a person by e-mail address.") % text[:80])
    return pk


def _record(definition: Definition, value: Any, actor: Any) -> int:
    kind = records.find(definition.target)
    rows = kind.rows() if actor.is_system else kind.rows().visible_to(actor)
    text = str(getattr(value, "pk", value)).strip()
    key = key_in(text)
    found = None if key is None else rows.filter(pk=key).first()
    if found is None:
        name = next((each.lookup for each in kind.fields if each.code in ("number", "code")), "")
        found = rows.filter(**{f"{name}__iexact": text}).first() if name else None
    if found is None:
        words = _("There is no %(kind)s “%(name)s” that you may use.")
        raise NotOfField(words % {"kind": str(kind.label).lower(), "name": text[:60]})
    return found.pk


def _refuse_retired(definition: Definition, stored: Any, present: Any) -> None:
    if not definition.is_chosen:
        return
    retired = {each.code: each.label for each in definition.choices if each.retired}
    had = present if isinstance(present, list) else [present]
    for code in stored if isinstance(stored, list) else [stored]:
        if code in retired and code not in had:
            raise NotOfField(_("“%s” is no longer offered. Choose another.") % retired[code])


def _refuse_outside(definition: Definition, stored: Any) -> None:
    """Least and most, of numbers and days."""
    if definition.kind == Kind.DATE:
        low, high, value = definition.minimum, definition.maximum, stored
    elif definition.kind in (Kind.NUMBER, Kind.MONEY):
        low = Decimal(definition.minimum) if definition.minimum else ""
        high = Decimal(definition.maximum) if definition.maximum else ""
        value = Decimal(stored)
    else:
        return
    if low != "" and value < low:
        raise NotOfField(_("Give at least %s.") % definition.minimum)
    if high != "" and value > high:
        raise NotOfField(_("Give at most %s.") % definition.maximum)


_READ: dict[Kind, Callable[[Definition, Any, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.PERSON: _person,
    Kind.RECORD: _record,
    Kind.URL: _url,
}
