"""The product's lists, and the slot in which an app above this one keeps their saved views and bulk
changes.

Each app registers its lists; nothing here knows what is kept of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from legalops.access.services import capabilities_of
from legalops.accounts.models import User

if TYPE_CHECKING:
    from legalops.web.filters import ChipFilterSet
    from legalops.web.tables.table import Table


@dataclass(frozen=True)
class ListSpec:
    """A list with its own page: what filters it and what it shows.

    `id` is its table's id. `rows(user)` starts from `visible_to`; `capability` is a set of which any suffices
    to open the page. `outside` marks the lists of outside counsel.
    """

    label: str | Promise
    url_name: str
    table: "type[Table]"
    filters: "type[ChipFilterSet]"
    rows: Callable[[User], QuerySet]
    capability: frozenset[str]
    outside: bool = False

    @property
    def id(self) -> str:
        """The list's name, in addresses and in what is kept of it."""
        return self.table.id

    @property
    def url(self) -> str:
        """The page."""
        return reverse(self.url_name)

    def open_to(self, user: Any) -> bool:
        """Whether the person may open the page."""
        return not capabilities_of(user).isdisjoint(self.capability)


class Keeper(Protocol):
    """What is kept of lists."""

    def bar(self, table: "Table", target: str) -> SafeString | str:
        """The saved views of the table's list, as a bar over it."""

    def opening(self, request: HttpRequest, list_id: str) -> str:
        """The address of the view that opens in place of a list asked for without parameters, or nothing."""

    def columns(self, request: HttpRequest, list_id: str) -> list[str]:
        """The columns that the person chose last."""

    def choose(self, request: HttpRequest, list_id: str, columns: Sequence[str]) -> None:
        """Remember the person's columns; none means those that the list ships with."""

    def has_changes(self, user: Any, list_id: str) -> bool:
        """Whether the person may change many rows of the list at once."""

    def changes(self, table: "Table") -> SafeString | str:
        """What offers to change the selected rows."""


class _NoKeeper:
    """Nothing is kept."""

    def bar(self, table: "Table", target: str) -> str:
        return ""

    def opening(self, request: HttpRequest, list_id: str) -> str:
        return ""

    def columns(self, request: HttpRequest, list_id: str) -> list[str]:
        return []

    def choose(self, request: HttpRequest, list_id: str, columns: Sequence[str]) -> None:
        return None

    def has_changes(self, user: Any, list_id: str) -> bool:
        return False

    def changes(self, table: "Table") -> str:
        return ""


_lists: dict[str, ListSpec] = {}
_keeper: list[Keeper] = [_NoKeeper()]


def register(spec: ListSpec) -> None:
    """Declare a list; called from apps' ready()."""
    _lists[spec.id] = spec


def find(list_id: str) -> ListSpec | None:
    """The list of this name, if there is one."""
    return _lists.get(list_id)


def known() -> list[ListSpec]:
    """All lists, by their words."""
    return sorted(_lists.values(), key=lambda spec: str(spec.label))


def keep_with(keeper: Keeper) -> None:
    """Declare who keeps views and columns."""
    _keeper[:] = [keeper]


def keeper() -> Keeper:
    """Who keeps them."""
    return _keeper[0]
