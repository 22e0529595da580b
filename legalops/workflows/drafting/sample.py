"""An invented record, for people who try a document and see no record of its kind."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from legalops.kernel import clock, records
from legalops.kernel.records import Field, FieldKind
from legalops.web import formats
from legalops.workflows.drafting.fields import TODAY
from legalops.workflows.drafting.merging import with_prefix

_AHEAD: Final = timedelta(days=30)
_AMOUNT: Final = Decimal("12500.00")


def sample_words(record_type: str, names: Iterable[str]) -> dict[str, str]:
    """Invented values by the names as written: nothing of any record. KeyError for a name not offered."""
    fields = records.fields_of(record_type)
    codes = with_prefix(record_type, [*fields, TODAY])
    return {name: _word(codes[name], fields) for name in dict.fromkeys(names)}


def _word(code: str, fields: Mapping[str, Field]) -> str:
    if code == TODAY:
        return formats.day(clock.today())
    field = fields[code]
    choices = list(field.choices()) if field.choices else []
    if choices:
        return str(choices[0][1])
    return _BY_KIND.get(field.kind, _text)(field)


def _text(field: Field) -> str:
    if field.code == "number":
        return "SAMPLE-0001"
    return _("Sample %s") % str(field.label).lower()


_BY_KIND: dict[FieldKind, Callable[[Field], Any]] = {
    FieldKind.PERSON: lambda _field: _("Sam Sample"),
    FieldKind.TEAM: lambda _field: _("Sample team"),
    FieldKind.BOOLEAN: lambda _field: _("Yes"),
    FieldKind.DATE: lambda _field: formats.day(clock.today() + _AHEAD),
    FieldKind.MOMENT: lambda _field: formats.instant(clock.now()),
    FieldKind.MONEY: lambda _field: formats.number(_AMOUNT),
    FieldKind.NUMBER: lambda _field: "7",
}
