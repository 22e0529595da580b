"""What can be changed of many rows of a list: each app registers its changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise

from legalops.access.services import capabilities_of
from legalops.accounts.models import User

Values: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One change of the rows of a list.

    `capability` is a set of which any suffices. `rows(user)` starts from `visible_to`. `form(user, data)`
    asks what is needed; its `cleaned_data` are the values. `read(row, values)` says in words what the change
    changes, as it is now; `holds(row, values)` whether that is what the change would set. `apply(row, values,
    actor)` is the service that the record's own page calls; its refusals (DomainError) are shown. A change
    that can be undone has `remember(row, values)`, plain data of how it was, and `restore(row, memory,
    actor)`.
    """

    code: str
    list_id: str
    label: str | Promise
    capability: frozenset[str]
    rows: Callable[[User], QuerySet]
    address: Callable[[Any], str]
    form: Callable[[User, Any], forms.Form]
    read: Callable[[Any, Values], str]
    apply: Callable[[Any, Values, User], object]
    holds: Callable[[Any, Values], bool] | None = None
    remember: Callable[[Any, Values], Any] | None = None
    restore: Callable[[Any, Any, User], object] | None = None
    hint: str | Promise = ""
    icon: str = "edit"
    order: int = 100

    def open_to(self, user: Any) -> bool:
        """Whether the person may make the change at all."""
        return not capabilities_of(user).isdisjoint(self.capability)

    @property
    def can_be_undone(self) -> bool:
        """Whether the rows can be put back as they were."""
        return self.restore is not None


# Makes changes of a list that depend on what administrators set, such as fields of their own.
Maker: TypeAlias = Callable[[User], list[Change]]
_changes: dict[str, dict[str, Change]] = {}
_makers: dict[str, list[tuple[frozenset[str], Maker]]] = {}


def register_change(change: Change) -> None:
    """Add a change to its list; called from apps' ready()."""
    _changes.setdefault(change.list_id, {})[change.code] = change


def register_maker(list_id: str, maker: Maker, capability: frozenset[str] = frozenset()) -> None:
    """Add changes that are made for each person anew, of codes that stay the same; called from ready().

    `capability` is a set of which any suffices, where people may make these who may make no shipped one.
    """
    _makers.setdefault(list_id, []).append((capability, maker))


def may_make_some(list_id: str, user: Any) -> bool:
    """Whether there may be changes of the list for this person; no query."""
    made = any(not capabilities_of(user).isdisjoint(needed) for needed, _make in _makers.get(list_id, ()))
    return made or any(change.open_to(user) for change in _changes.get(list_id, {}).values())


def shipped_changes(list_id: str, user: Any) -> list[Change]:
    """The changes of a list that come with the product and that this person may make, in order; no query."""
    found = [change for change in _changes.get(list_id, {}).values() if change.open_to(user)]
    return sorted(found, key=lambda change: (change.order, str(change.label)))


def changes_for(list_id: str, user: Any) -> list[Change]:
    """All changes of a list that this person may make, in order."""
    makers = _makers.get(list_id, ())
    made = [change for _needed, make in makers for change in make(user) if change.open_to(user)]
    return [*shipped_changes(list_id, user), *made]


def find_change(list_id: str, code: str, user: Any) -> Change | None:
    """The change of this code, if the person may make it."""
    return next((change for change in changes_for(list_id, user) if change.code == code), None)
