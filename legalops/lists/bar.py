"""The views of a list as a bar over it: tabs, what has changed, what to do with that."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template import engines
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from legalops.kernel.keys import key_in
from legalops.lists.bulk.menu import has_menu
from legalops.lists.counts import recent_counts
from legalops.lists.params import Params, address, of_table, plain_address
from legalops.lists.services.rights import may_edit
from legalops.lists.shelf import Kept, shelf_of
from legalops.web.csrf import TokenField
from legalops.web.lists import ListSpec
from legalops.web.tables.table import Table
from legalops.web.urlstate import VIEW, encode

MOST_TABS = 7


@dataclass(frozen=True, slots=True)
class ViewTab:
    """One view: its words, address and count, and whether it is the open one."""

    view: Kept
    url: str
    current: bool
    count: str


class Bar:
    """What the bar of one page says."""

    def __init__(self, spec: ListSpec, table: Table) -> None:
        self.spec, self.table = spec, table
        self.request = table.request
        self._shelf = shelf_of(table.request, spec.id)

    @cached_property
    def current(self) -> Kept | None:
        """The view that the page was opened with."""
        asked = key_in(self.request.GET.get(VIEW, ""))
        return None if asked is None else self._shelf.view(asked)

    @cached_property
    def params(self) -> Params:
        """What a view made of the page would keep."""
        return of_table(self.spec, self.table)

    @property
    def changed(self) -> bool:
        """Whether the page shows something else than its view, or than the plain list."""
        return self.params != (self._comparable(self.current) if self.current else {})

    @property
    def editable(self) -> bool:
        """Whether the open view is this person's to change."""
        return self.current is not None and may_edit(self.current, self.request.user)

    @cached_property
    def first(self) -> list[Kept]:
        """The views that are tabs: the first of the shelf, and the open one in any case."""
        views = self._shelf.views
        first = views[:MOST_TABS]
        if self.current and self.current not in first:
            first = [*first[: MOST_TABS - 1], self.current]
        return first

    @property
    def tabs(self) -> list[ViewTab]:
        """The first views with the counts of a moment ago."""
        counts = recent_counts(self.request.user, self.first)
        return [self._tab(view, counts.get(view.pk, "")) for view in self.first]

    @property
    def more(self) -> list[ViewTab]:
        """The other views."""
        return [self._tab(view, "") for view in self._shelf.views if view not in self.first]

    @property
    def plain_url(self) -> str:
        """The list without a view; where one opens by default the address has to say so."""
        return plain_address(self.spec) if self._shelf.opening else self.spec.url

    @property
    def counts_url(self) -> str:
        """Where the counts come from."""
        url = reverse("lists:counts", args=[self.spec.id])
        return f"{url}?{VIEW}={self.current.pk}" if self.current else url

    @property
    def manage_url(self) -> str:
        """All views of the list."""
        return reverse("lists:views", args=[self.spec.id])

    @property
    def changes_url(self) -> str:
        """The person's latest changes of many rows; nothing where they change none."""
        if not has_menu(self.spec.id, self.request.user):
            return ""
        return reverse("lists:changes", args=[self.spec.id])

    @property
    def new_url(self) -> str:
        """Save what the page shows as a new view."""
        return f"{reverse('lists:new_view', args=[self.spec.id])}?{encode(self.params)}"

    @property
    def save_url(self) -> str:
        """Let the open view show what the page shows."""
        assert self.current is not None
        asked = {**self.params, "version": [str(self.current.version)]}
        return f"{reverse('lists:save_view', args=[self.current.pk])}?{encode(asked)}"

    @property
    def reset_url(self) -> str:
        """The open view as it was saved."""
        assert self.current is not None
        return address(self.spec, self.current.params, self.current.pk)

    def drawn(self, target: str) -> SafeString:
        """The bar; its tabs swap the target."""
        values: dict[str, Any] = {"bar": self, "target": target, "csrf_input": TokenField(self.request)}
        template = engines["jinja2"].get_template("lists/bar.html")
        return mark_safe(template.render(values, self.request))  # noqa: S308  (escaped)

    def _tab(self, view: Kept, count: str) -> ViewTab:
        url = address(self.spec, view.params, view.pk)
        return ViewTab(view, url, self.current == view, count)

    def _comparable(self, view: Kept) -> Params:
        """Columns that the list no longer has are no difference."""
        params = {name: list(values) for name, values in view.params.items()}
        known = {column.key for column in self.table.columns}
        if "cols" in params:
            params["cols"] = [key for key in ",".join(params["cols"]).split(",") if key in known]
        return params
