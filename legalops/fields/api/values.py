"""Values of custom fields as the API shows and takes them: an object by field code."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from legalops.accounts.models import User
from legalops.fields.definitions import Definition
from legalops.fields.enums import Kind
from legalops.fields.judging import Standing, plain_value
from legalops.fields.values.words import titles
from legalops.fields.visibility import seen_fields
from legalops.kernel import records

_SHOWN = (
    "Custom fields by code that have a value and that you see. Numbers and money are text, dates ISO, "
    "choices their codes, people their e-mail addresses, linked records their keys. Fields of a linked "
    "record are left out."
)
_TAKEN = "Custom fields by code. An empty value takes one away; fields that are not named stay as they are."


@dataclass(frozen=True, slots=True)
class _Page:
    """What all records of one answer share."""

    fields: list[Definition]
    people: Mapping[int, str]
    linked: Mapping[str, Iterable[int]]


@extend_schema_field(OpenApiTypes.OBJECT)
class CustomValues(serializers.Field):
    """The values that the caller sees. People and links of a whole list are looked up at once."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"read_only": True, "source": "*", "help_text": _SHOWN}
        super().__init__(**kwargs)
        self._page: _Page | None = None

    def to_representation(self, record: Any) -> dict[str, Any]:
        """One record's values by code."""
        if self._page is None:
            self._page = _page_of(self._rows(record), self.context["request"].user)
        return dict(_values(record, self._page)) if self._page.fields else {}

    def _rows(self, record: Any) -> list[Any]:
        listed = getattr(self.parent, "parent", None)
        return list(listed.instance) if listed is not None else [record]


def _page_of(rows: list[Any], user: Any) -> _Page:
    kind = records.type_of(rows[0]).code
    fields = [each for each in seen_fields(user, kind) if each.kind != Kind.LOOKUP]
    people = _stored(rows, [each for each in fields if each.kind == Kind.PERSON])
    emails = dict(User.objects.filter(pk__in=people).values_list("pk", "email")) if people else {}
    links = [each for each in fields if each.kind == Kind.RECORD]
    targets = {
        each.target: _stored(rows, [one for one in links if one.target == each.target]) for each in links
    }
    linked = {target: titles(target, keys, user) if keys else {} for target, keys in targets.items()}
    return _Page(fields, emails, linked)


def _stored(rows: list[Any], fields: list[Definition]) -> set[Any]:
    return {record.custom[each.code] for record in rows for each in fields if each.code in record.custom}


def _values(record: Any, page: _Page) -> Iterator[tuple[str, Any]]:
    standing = None
    for each in page.fields:
        value = _shown(each, plain_value(each, record), page)
        if value is None:
            continue
        if each.sub_types or each.shown_when:
            standing = standing or Standing(record)
        if standing is None or standing.shown(each):
            yield each.code, value


def _shown(definition: Definition, value: Any, page: _Page) -> Any:
    """A value as the API says it; None for none, and for a record that the caller does not see."""
    if value is None:
        return None
    if definition.kind == Kind.PERSON:
        return page.people.get(value)
    if definition.kind == Kind.RECORD:
        return value if value in page.linked.get(definition.target, ()) else None
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if hasattr(value, "isoformat") else value


@extend_schema_field(OpenApiTypes.OBJECT)
class CustomAnswers(serializers.Field):
    """Values to set; the service says of each what is wrong with it."""

    default_error_messages = {"invalid": "Give an object of values by field code."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"required": False, "write_only": True, "help_text": _TAKEN} | kwargs))

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The object as it was sent."""
        if not isinstance(data, dict):
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> Any:
        """Never shown."""
        return value


class OnlyCustom(serializers.Serializer):
    """A change of custom fields alone, of records whose own fields change otherwise."""

    custom = CustomAnswers(required=True)
