"""What can be searched: each app registers its records when it is ready."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils.functional import Promise

from legalops.web.palette import Hit

Ids = Sequence[int]


@dataclass(frozen=True, slots=True)
class Text:
    """What the index keeps of one record. `on` is the date by which `before:` and `after:` judge it."""

    record_id: int
    title: str
    body: str = ""
    matter_id: int | None = None
    firm_id: int | None = None
    on: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Searchable:
    """One kind of record.

    `build(ids)` answers the texts of those that exist, in a number of queries that does not grow.
    `show(user, ids)` names records for people and, like everything else here, starts with `visible_to(user)`.
    `follows` names ledger actions on other subjects after which records of this kind read differently,
    with the ids concerned: a renamed matter renames its invoices. Its own actions need no mention.
    Of a body as many bytes are kept as `longest` says; `at_once` records are held in memory.
    """

    code: str
    plural: str | Promise
    model: type[models.Model]
    build: Callable[[Ids], Iterable[Text]]
    show: Callable[[object, Ids], Mapping[int, Hit]]
    order: int = 100
    follows: Mapping[str, Callable[[Ids], Iterable[int]]] = field(default_factory=dict)
    longest: int = 20_000
    at_once: int = 1_000

    def visible(self, user, ids: Iterable[int]) -> set[int]:
        """Those of the ids that this person may see, in one query."""
        seen = self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]
        return set(seen.filter(pk__in=list(ids)).order_by().values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter of the search language: `firm:arnsley`.

    `column` is the index's own; `resolve(user, text)` answers the keys meant, of visible records only.
    """

    key: str
    column: str
    example: str
    resolve: Callable[[object, str], Sequence[int]]


_kinds: dict[str, Searchable] = {}
_facets: dict[str, Facet] = {}


def register(searchable: Searchable) -> None:
    """Make a kind of record searchable; the same code again replaces the earlier one."""
    _kinds[searchable.code] = searchable


def register_facet(facet: Facet) -> None:
    """Add a filter to the search language."""
    _facets[facet.key] = facet


def kinds() -> list[Searchable]:
    """All kinds in their order."""
    return sorted(_kinds.values(), key=lambda each: (each.order, each.code))


def find(code: str) -> Searchable | None:
    """The kind of this code."""
    return _kinds.get(code)


def facets() -> Mapping[str, Facet]:
    """Filters by key."""
    return dict(_facets)
