"""All that is kept of one list for one person: their views, their columns, what opens first. One query."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from legalops.access.services import roles_of
from legalops.access.viewing import viewer_of
from legalops.kernel.planned import Place, Statement
from legalops.lists.models import SavedView
from legalops.lists.params import Params
from legalops.lists.querysets import configures, is_staff

_KEPT = "_legalops_shelves"
_ME, _LIST = Place(0, int), Place(1, str)
# Asked on every page of a list. The rules are those of `SavedViewQuerySet.visible_to`; a test holds the two
# against each other. Always at least one row, so that the setting comes along.
_SHELF = Statement(
    """
SELECT setting.columns, setting.opens_with_id, setting.opens_plain,
       (SELECT min(fixed.view_id) FROM lists_roledefault fixed
        JOIN access_roleassignment given ON given.role_id = fixed.role_id AND given.user_id = %s
        WHERE fixed.list_id = %s),
       view.id, view.name, view.params, view.owner_id, view.sharing, view.version, pin.position
FROM (VALUES (1)) one
LEFT JOIN lists_listsetting setting ON setting.person_id = %s AND setting.list_id = %s
LEFT JOIN lists_savedview view ON view.list_id = %s AND view.deleted_at IS NULL AND (
    view.owner_id = %s
    OR (%s = 1 AND view.owner_id IS NULL)
    OR (%s = 1 AND (
        view.sharing = 'everybody'
        OR (view.sharing = 'roles' AND EXISTS (
            SELECT 1 FROM lists_savedview_roles shared
            JOIN access_roleassignment given ON given.role_id = shared.role_id
            WHERE shared.savedview_id = view.id AND given.user_id = %s))
        OR (view.sharing = 'teams' AND EXISTS (
            SELECT 1 FROM lists_savedview_teams shared
            JOIN accounts_team_members member ON member.team_id = shared.team_id
            WHERE shared.savedview_id = view.id AND member.user_id = %s)))))
LEFT JOIN lists_viewpin pin ON pin.view_id = view.id AND pin.person_id = %s
ORDER BY pin.position NULLS LAST, view.position, view.name, view.id
""",
    (_ME, _LIST, _ME, _LIST, _LIST, _ME, Place(3, int), Place(2, int), _ME, _ME, _ME),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A view as a bar shows it."""

    pk: int
    name: str
    params: Params
    owner_id: int | None
    sharing: str
    version: int
    pinned: bool


class Shelf:
    """Views in the person's order, their columns, and the key of the view that opens first."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._rows = rows

    @cached_property
    def views(self) -> list[Kept]:
        """Pinned ones first, in their order."""
        return [
            Kept(row[4], row[5], _plain(row[6]), row[7], row[8], row[9], row[10] is not None)
            for row in self._rows
            if row[4] is not None
        ]

    @property
    def columns(self) -> list[str]:
        """The columns that the person chose last."""
        return list(_plain(self._rows[0][0]) or []) if self._rows else []

    @cached_property
    def opening(self) -> Kept | None:
        """The view that the person, or else a role of theirs, opens the list with."""
        if not self._rows or self._rows[0][2]:
            return None
        wanted = self._rows[0][1] or self._rows[0][3]
        return self.view(wanted) if wanted else None

    def view(self, pk: int) -> Kept | None:
        """The view of this key, as far as the person has it."""
        return next((view for view in self.views if view.pk == pk), None)


def shelf_of(request: HttpRequest, list_id: str) -> Shelf:
    """What is kept of the list for whoever asks; asked for once in a request."""
    shelves: dict[str, Shelf] | None = getattr(request, _KEPT, None)
    if shelves is None:
        shelves = {}
        setattr(request, _KEPT, shelves)
    if list_id not in shelves:
        shelves[list_id] = Shelf(_rows(getattr(request, "user", None), list_id))
    return shelves[list_id]


def forget(request: HttpRequest) -> None:
    """Something of it was changed in this request."""
    request.__dict__.pop(_KEPT, None)


def _rows(user: Any, list_id: str) -> list[tuple[Any, ...]]:
    if not getattr(user, "is_authenticated", False):
        return []
    if viewer_of(user) is not None:
        return _seen_through(user, list_id)
    if not roles_of(user):
        return []
    return _SHELF.rows([user.pk, list_id, int(is_staff(user)), int(configures(user))])


def _seen_through(user: Any, list_id: str) -> list[tuple[Any, ...]]:
    """Views that both the person and who looks as them have; columns, pins and what opens first are the
    person's alone.
    """
    views = SavedView.objects.visible_to(user).filter(list_id=list_id).order_by("position", "name", "pk")
    kept = views.values_list("pk", "name", "params", "owner_id", "sharing", "version")
    return [(None, None, True, None, *values, None) for values in kept]


def _plain(value: Any) -> Any:
    """JSON columns read without the ORM come as text."""
    return json.loads(value) if isinstance(value, str) else value
