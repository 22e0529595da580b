"""Where names come from: every kind of record whose names a conflict check looks through."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from legalops.contacts.models import Contact
from legalops.reference.models import LegalEntity
from legalops.requests.models import Request
from matters.models import Matter
from vendors.models import Firm, Timekeeper

CONTACT = "contact"
# What separates the parties in the name of a matter, and what comes before the one in it.
_AGAINST = re.compile(r"\s+(?:v\.?|vs\.?|versus|against|gegen|contra|c\.|/)\s+", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:in re|acquisition of|merger with|sale of|purchase of|dispute with|claim by|claim of)\s+(.+)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s*[:;(–—|]\s*")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one record."""

    source: str
    record_id: int
    text: str
    kind: str = ""
    until: date | None = None


def names_of(source: str, ids: Sequence[int]) -> Iterable[Name]:
    """The names of these records as they are now; of those that are gone, none."""
    return _SOURCES[source](ids)


def _contacts(ids: Sequence[int]) -> Iterable[Name]:
    for card in Contact.objects.live().filter(pk__in=ids).prefetch_related("names"):
        yield Name(CONTACT, card.pk, card.name)
        for each in card.names.all():
            yield Name(CONTACT, card.pk, each.name, each.kind, each.until)


def _entities(ids: Sequence[int]) -> Iterable[Name]:
    return [Name("entity", row.pk, row.name) for row in LegalEntity.objects.filter(pk__in=ids)]


def _firms(ids: Sequence[int]) -> Iterable[Name]:
    return [Name("firm", row.pk, row.name) for row in Firm.objects.filter(pk__in=ids)]


def _timekeepers(ids: Sequence[int]) -> Iterable[Name]:
    rows = Timekeeper.objects.filter(pk__in=ids)
    return [Name("timekeeper", row.pk, f"{row.first_name} {row.last_name}".strip()) for row in rows]


def _requests(ids: Sequence[int]) -> Iterable[Name]:
    rows = Request.objects.filter(pk__in=ids).values_list("pk", "parties")
    return [Name("request", pk, name) for pk, parties in rows for name in parties]


def _matters(ids: Sequence[int]) -> Iterable[Name]:
    rows = Matter.objects.filter(pk__in=ids).values_list("pk", "name")
    return [Name("matter", pk, part) for pk, name in rows for part in names_in_title(name)]


def names_in_title(title: str) -> list[str]:
    """Names of parties in the name of a matter: “Weiss v. Harbour” holds two, “Office lease” none."""
    sides = _AGAINST.split(title)
    if len(sides) < 2:
        about = _ABOUT.search(title)
        sides = [about[1]] if about else []
    found = [_BESIDE.split(side)[0].strip(" ,.-") for side in sides]
    return [name for name in dict.fromkeys(found) if len(name) > 2]


_SOURCES: Mapping[str, Callable[[Sequence[int]], Iterable[Name]]] = {
    CONTACT: _contacts,
    "entity": _entities,
    "firm": _firms,
    "timekeeper": _timekeepers,
    "request": _requests,
    "matter": _matters,
}
SOURCES = tuple(_SOURCES)
MODELS = {
    CONTACT: Contact,
    "entity": LegalEntity,
    "firm": Firm,
    "timekeeper": Timekeeper,
    "request": Request,
    "matter": Matter,
}
