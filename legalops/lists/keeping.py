"""What `legalops.web.lists` asks of this app."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from legalops.access.viewing import viewer_of
from legalops.lists import shelf
from legalops.lists.bar import Bar
from legalops.lists.bulk.menu import has_menu, menu_of
from legalops.lists.params import address
from legalops.lists.services.settings import choose_columns
from legalops.web import lists
from legalops.web.tables.table import Table


class ListKeeper:
    """Views and columns from the database, changes as apps declared them."""

    def bar(self, table: Table, target: str) -> SafeString | str:
        """The views of the table's list."""
        spec = lists.find(table.id)
        return Bar(spec, table).drawn(target) if spec and _is_somebody(table.request) else ""

    def opening(self, request: HttpRequest, list_id: str) -> str:
        """The address of the view that opens first."""
        spec = lists.find(list_id)
        view = shelf.shelf_of(request, list_id).opening if spec else None
        return address(spec, view.params, view.pk) if spec and view else ""

    def columns(self, request: HttpRequest, list_id: str) -> list[str]:
        """The columns that the person chose last."""
        return shelf.shelf_of(request, list_id).columns

    def choose(self, request: HttpRequest, list_id: str, columns: Sequence[str]) -> None:
        """Remember them, where they are others."""
        if not _is_somebody(request) or viewer_of(request.user) is not None:
            return
        if shelf.shelf_of(request, list_id).columns != list(columns):
            choose_columns(list_id, columns, actor=request.user)
            shelf.forget(request)

    def has_changes(self, user: Any, list_id: str) -> bool:
        """Whether the person may change many rows of the list at once."""
        return viewer_of(user) is None and has_menu(list_id, user)

    def changes(self, table: Table) -> SafeString | str:
        """What offers to change the selected rows."""
        return menu_of(table) if self.has_changes(table.request.user, table.id) else ""


def _is_somebody(request: HttpRequest) -> bool:
    return bool(getattr(getattr(request, "user", None), "is_authenticated", False))
