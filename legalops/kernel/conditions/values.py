"""Values of conditions, from what was typed or stored to the field's own kind."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from legalops.kernel.conditions.operators import Takes
from legalops.kernel.records import Field, FieldKind


class NotOfKind(ValueError):
    """A value, field or operator that does not fit; the message is a sentence for people."""


def read_value(stored: Any, field: Field, takes: Takes) -> Any:
    """The value an operator takes: one, a tuple of several, a pair in order, or None.

    Raises NotOfKind naming what is expected.
    """
    if takes == "nothing":
        return None
    if takes == "one":
        return _single(stored, field)
    items = tuple(_single(each, field) for each in _listed(stored, field))
    if takes == "two" and (len(items) != 2 or items[0] > items[1]):
        raise NotOfKind(_("%s: give two values, the smaller one first.") % field.label)
    return items


def _listed(stored: Any, field: Field) -> list[Any]:
    items = stored if isinstance(stored, list) else str(stored or "").split(",")
    items = [each for each in items if str(each).strip()]
    if not items:
        raise NotOfKind(_("%s: name at least one value.") % field.label)
    return items


def _single(stored: Any, field: Field) -> Any:
    if stored is None or not str(stored).strip():
        raise NotOfKind(_("%s: a value is missing.") % field.label)
    value = _READ[field.kind](str(stored).strip(), field)
    if field.choices and field.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        known = [code for code, _label in field.choices()]
        if value not in known:
            raise NotOfKind(
                _("%(field)s: “%(value)s” is not one of %(known)s.")
                % {"field": field.label, "value": value, "known": ", ".join(known)}
            )
    return value


def _text(typed: str, field: Field) -> str:
    return typed


def _number(typed: str, field: Field) -> Decimal:
    try:
        number = Decimal(typed.replace(",", "")) if _grouped(typed) else Decimal(typed)
    except InvalidOperation:
        raise NotOfKind(_("%(field)s: “%(typed)s” is no number.") % _named(typed, field)) from None
    if not number.is_finite():
        raise NotOfKind(_("%(field)s: “%(typed)s” is no number.") % _named(typed, field))
    return number


def _grouped(typed: str) -> bool:
    """Whether commas stand where thousands are grouped, as people type them: 1,250,000.50."""
    whole = typed.lstrip("+-").partition(".")[0].split(",")
    return len(whole) > 1 and 1 <= len(whole[0]) <= 3 and all(len(part) == 3 for part in whole[1:])


def _date(typed: str, field: Field) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise NotOfKind(
            _("%(field)s: “%(typed)s” is no date; write it as 2026-11-30.") % _named(typed, field)
        ) from None


def _moment(typed: str, field: Field) -> datetime:
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise NotOfKind(
            _("%(field)s: “%(typed)s” is no time with its zone; write it as 2026-11-30T17:00:00+00:00.")
            % _named(typed, field)
        )
    return moment


def _truth(typed: str, field: Field) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    try:
        return words[typed.casefold()]
    except KeyError:
        raise NotOfKind(_("%(field)s: say yes or no, not “%(typed)s”.") % _named(typed, field)) from None


def _key(typed: str, field: Field) -> int:
    if not typed.isdecimal():
        raise NotOfKind(_("%(field)s: “%(typed)s” is no key of a record.") % _named(typed, field))
    return int(typed)


def _named(typed: str, field: Field) -> dict[str, Any]:
    return {"typed": typed, "field": field.label}


_READ: dict[FieldKind, Callable[[str, Field], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _number,
    FieldKind.DATE: _date,
    FieldKind.MOMENT: _moment,
    FieldKind.BOOLEAN: _truth,
    FieldKind.CHOICE: _text,
    FieldKind.CHOICES: _text,
    FieldKind.PERSON: _key,
    FieldKind.TEAM: _key,
    FieldKind.RECORD: _key,
}
