"""The closed set of fields that a document may name, and their values in words."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from legalops.accounts.models import Team, User
from legalops.accounts.system import system_actor
from legalops.fields.catalogue import catalogue
from legalops.fields.definitions import Definition
from legalops.fields.enums import Kind
from legalops.fields.facts import value_of
from legalops.fields.values.words import names_for, told, words_of
from legalops.fields.visibility import is_confidential
from legalops.kernel import clock, records
from legalops.kernel.records import Field, FieldKind
from legalops.web import formats, reading
from legalops.workflows.drafting.merging import with_prefix

TODAY: Final = "today"


def offered(record_type: str, *, outside: bool) -> dict[str, str]:
    """Labels of the fields by code: nothing that not everyone who sees the record may know.

    With `outside` the requester reads it too, who may know less. A shipped field's links to other
    records are left out: their titles may be a secret of their own.
    """
    custom = {each.code: each for each in catalogue().live(record_type)}
    found = {
        code: str(field.label)
        for code, field in records.fields_of(record_type).items()
        if _may_be_told(field, custom.get(code), outside)
    }
    return found | {TODAY: _("Today’s date")}


def names_offered(record_type: str, *, outside: bool) -> dict[str, str]:
    """Labels by every name one may write for them: "number" and "matter.number" alike."""
    labels = offered(record_type, outside=outside)
    return {name: labels[code] for name, code in with_prefix(record_type, labels).items()}


def words(record: Any, names: Iterable[str]) -> dict[str, str]:
    """Values by the names as written; empty where the record has none. KeyError for a name not offered."""
    record_type = records.type_of(record).code
    fields = records.fields_of(record_type)
    custom: Mapping[str, Definition] = {each.code: each for each in catalogue().live(record_type)}
    codes = with_prefix(record_type, [*fields, TODAY])
    with reading.as_the_department():  # a document has many readers
        return {name: _word(record, codes[name], fields, custom) for name in dict.fromkeys(names)}


def _may_be_told(field: Field, custom: Definition | None, outside: bool) -> bool:
    if field.confidential or (custom is None and field.kind == FieldKind.RECORD):
        return False
    return not (outside and custom is not None and is_confidential(custom))


def _word(record: Any, code: str, fields: Mapping[str, Field], custom: Mapping[str, Definition]) -> str:
    if code == TODAY:
        return formats.day(clock.today())
    if code in custom:
        return _custom_word(custom[code], record)
    return _shipped_word(fields[code], fields[code].of(record))


def _custom_word(definition: Definition, record: Any) -> str:
    value = value_of(definition, record)
    if value is None:
        return ""
    if definition.kind == Kind.RECORD:
        return str(told(definition, value))
    names = names_for([(definition, value)], system_actor("document-maker"))
    return words_of(definition, value, names)


def _shipped_word(field: Field, value: Any) -> str:
    if value is None or value == "":
        return ""
    if field.kind in (FieldKind.PERSON, FieldKind.TEAM):
        rows: Any = User.objects if field.kind == FieldKind.PERSON else Team.objects
        return str(rows.get(pk=value))
    labels = dict(field.choices()) if field.choices else {}
    values = value if isinstance(value, list | tuple | set) else [value]
    return ", ".join(str(labels[one]) if one in labels else _plain_word(one) for one in values)


def _plain_word(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return formats.instant(value)
    if isinstance(value, date):
        return formats.day(value)
    return formats.number(value) if isinstance(value, Decimal) else str(value)
