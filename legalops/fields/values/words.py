"""Values in words, for panels, the ledger and files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.fields.definitions import Definition
from legalops.fields.enums import Kind
from legalops.fields.registry import hosts
from legalops.kernel import records
from legalops.web import formats


@dataclass
class Names:
    """Names of people and records by key, each kind looked up once; of records only those the viewer sees."""

    people: Mapping[int, str] = field(default_factory=dict)
    records: Mapping[str, Mapping[int, tuple[str, str]]] = field(default_factory=dict)


def names_for(wanted: Iterable[tuple[Definition, Any]], viewer: Any) -> Names:
    """The names that these stored values need, in one query per kind of record."""
    people: set[int] = set()
    linked: dict[str, set[int]] = defaultdict(set)
    for definition, value in wanted:
        if value is not None and definition.kind == Kind.PERSON:
            people.add(value)
        elif value is not None and definition.kind == Kind.RECORD:
            linked[definition.target].add(value)
    named = dict(User.objects.filter(pk__in=people).values_list("pk", "full_name")) if people else {}
    return Names(named, {code: titles(code, keys, viewer) for code, keys in linked.items()})


def titles(code: str, keys: Iterable[int], viewer: Any) -> dict[int, tuple[str, str]]:
    """Title and address of the records of a type that the viewer sees."""
    kind = records.find(code)
    rows = kind.rows() if viewer.is_system else kind.rows().visible_to(viewer)
    return {each.pk: (kind.title(each), kind.address(each)) for each in rows.filter(pk__in=list(keys))}


def words_of(definition: Definition, value: Any, names: Names) -> str:
    """A typed or stored value as people read it; empty for none."""
    if value is None:
        return ""
    match definition.kind:
        case Kind.MONEY:
            return formats.money(Decimal(value), definition.currency)
        case Kind.NUMBER:
            return formats.number(Decimal(value), definition.places)
        case Kind.DATE:
            return formats.day(value if isinstance(value, date) else date.fromisoformat(value))
        case Kind.YES_NO:
            return _("Yes") if value else _("No")
        case Kind.CHOICE:
            return definition.labels.get(value, value)
        case Kind.CHOICES:
            return ", ".join(definition.labels.get(each, each) for each in value)
        case Kind.PERSON:
            return names.people.get(value, _("somebody who is gone"))
        case Kind.RECORD:
            return names.records.get(definition.target, {}).get(value, (_("a record you cannot see"), ""))[0]
    return derived_words(value, definition.places)


def derived_words(value: Any, places: int) -> str:
    """What was worked out, as people read it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return formats.day(value)
    return formats.number(value, places) if isinstance(value, Decimal) else str(value)


def told(definition: Definition, value: Any) -> Any:
    """A stored value as the ledger keeps it: in words that tell nobody of a record they may not know of."""
    if value is None:
        return ""
    match definition.kind:
        case Kind.CHOICE:
            return definition.labels.get(value, value)
        case Kind.CHOICES:
            return [definition.labels.get(each, each) for each in value]
        case Kind.PERSON:
            return str(User.objects.filter(pk=value).first() or value)
        case Kind.RECORD:
            return _linked(definition, value)
        case Kind.MONEY:
            return f"{definition.currency} {value}"
    return value


def _linked(definition: Definition, key: int) -> str:
    kind = records.find(definition.target)
    if any(each.record_type == kind.code and each.open_titles for each in hosts()):
        found = kind.rows().filter(pk=key).first()
        return kind.title(found) if found else f"{kind.label} {key}"
    return f"{kind.label} {key}"
