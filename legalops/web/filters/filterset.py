"""django-filter's FilterSet with chips. Subclass it in an app's `filters.py`."""

import copy
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from legalops.accounts.models import User
from legalops.web import htmx, kept
from legalops.web.filters.asking import Asking, Told
from legalops.web.filters.chips import Chip
from legalops.web.filters.sentences import no_such_filter, nothing_matches, sentence
from legalops.web.tables.late_rows import LateRows, Make
from legalops.web.urlstate import GONE, VIEW, with_query

_KEPT = ("sort", "cols", "group", VIEW)
_MENU = "menu"


class ChipFilterSet(django_filters.FilterSet):
    """Filters of one list.

    `search_field` names the filter shown as the open search box instead of a chip. Choices that name
    records must be given querysets from `visible_to(request.user)`: a filter's choices are a list like any
    other. With `late_menu` the fields of filters not in use are fetched when somebody opens the menu; the
    view must then answer with `menu()` where that is not None. `narrowed_by` names what of the address
    narrows the rows besides the filters, such as the tab that is open.
    """

    search_field: ClassVar[str] = ""
    late_menu: ClassVar[bool] = False
    narrowed_by: ClassVar[tuple[str, ...]] = ()

    def __init__(self, request: HttpRequest, rows: QuerySet | Make, **kwargs: Any) -> None:
        """All that the parent class does but for copying the filters, which is done when one is needed.

        `rows` is a queryset, or what makes it for a person; see `rows`.
        """
        self.is_bound, self.data, self.request = True, request.GET, request
        self._given, self.form_prefix = rows, kwargs.get("prefix")

    @cached_property
    def queryset(self) -> QuerySet:
        """The rows that are filtered."""
        return self._given(self.request.user) if callable(self._given) else self._given

    @property
    def rows(self) -> QuerySet | LateRows:
        """The rows for a table: the queryset, or as long as nobody filters, rows whose SQL can be learned."""
        if self.asked or self.gone or not callable(self._given):
            return self.qs
        kind, make = type(self), self._given
        told = {name: tuple(self.data.getlist(name)) for name in self.narrowed_by}

        def narrowed(user: User) -> QuerySet:
            return kind(Asking(user, Told(told)), make).qs

        return LateRows(narrowed, self.request.user, (kind, make, *told.items()), lambda: self.qs)

    @cached_property
    def filters(self) -> dict[str, django_filters.Filter]:
        """This list's own copies of the filters."""
        own = copy.deepcopy(self.base_filters)
        for filter_ in own.values():
            filter_.model, filter_.parent = self.queryset.model, self
        return own

    @cached_property
    def asked(self) -> frozenset[str]:
        """Names of the filters that the address mentions. Most lists are opened without any, and then no
        form is made, no choice looked up.
        """
        given = [key for key, values in self.data.lists() if any(values)]
        return frozenset(name for name in self.base_filters if name in given or _parts(name) & set(given))

    @classmethod
    def parameters(cls) -> tuple[str, ...]:
        """All names that the filters read from an address."""
        return tuple(each for name in cls.base_filters for each in (name, *sorted(_parts(name))))

    @property
    def gone(self) -> list[str]:
        """Names of filters that a saved view has and this list no longer."""
        # Kept parameters tell only of names that they were asked for; most lists are asked for none of these.
        if GONE not in set(self.data):
            return []
        return [name for name in self.data.getlist(GONE) if name]

    @property
    def qs(self) -> QuerySet:
        """The rows that the filters leave."""
        if not hasattr(self, "_qs"):
            if self.asked:
                self.form.full_clean()
            self._qs = self.filter_queryset(self.queryset.all())
        return self._qs

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The rows that the filters leave of these: none where one asks for what is not there, since all
        rows must not pass for those asked for.
        """
        if not self.asked:
            return queryset.none() if self.gone else queryset
        return queryset.none() if self.unknown or self.gone else super().filter_queryset(queryset)

    @cached_property
    def unknown(self) -> dict[str, list[str]]:
        """What the address asks of filters that cannot answer: unknown, malformed, or not this viewer's."""
        if not self.asked:
            return {}
        return {name: self._typed(name) for name in self.asked if self._is_unknown(name)}

    @cached_property
    def late(self) -> bool:
        """Whether the menu is fetched when it is opened; one that has a mistake to show comes at once."""
        if not self.late_menu or _MENU in self.data:
            return False
        return not (self.asked and self.form.errors)

    @property
    def here(self) -> str:
        """The list's own address, at its first page."""
        return with_query(self.request)

    def drawn(self, target: str, find_label: str) -> SafeString:
        """The row of chips. While no filter is in use it says the same to everybody and is kept."""
        values = {"filters": self, "target": target, "find_label": find_label}
        if self.late and not (self.asked or self.gone):
            key = type(self), target, str(find_label), kept.place_of(self.request)
            return kept.drawn("web/filters.html", key, **values)
        template = engines["jinja2"].get_template("web/filters.html")
        return mark_safe(template.render(values, self.request))  # noqa: S308  (escaped)

    @property
    def all_fields_url(self) -> str:
        """This page with the menu's fields in it, for those without scripts."""
        return with_query(self.request, **{_MENU: "1"})

    def menu(self) -> HttpResponse | None:
        """The fields that may be added, where htmx asks for them; None for any other request."""
        if not (self.late_menu and htmx.target(self.request).endswith("-filter-menu")):
            return None
        template = engines["jinja2"].get_template("web/filter_menu.html")
        context = {"filters": self, "target": htmx.target(self.request).removesuffix("-filter-menu")}
        return HttpResponse(template.render(context, self.request), headers={"Vary": "HX-Request, HX-Target"})

    @cached_property
    def chips(self) -> list[Chip]:
        """A chip for every filter but the search box."""
        return [self._chip(name) for name in self.filters if name != self.search_field]

    @cached_property
    def active_chips(self) -> list[Chip]:
        """The filters that narrow the list now."""
        active = [chip for chip in self.chips if chip.active] if self.asked else []
        return [*(self._gone_chip(name) for name in self.gone), *active]

    @cached_property
    def idle_chips(self) -> list[Chip]:
        """The filters that could be added."""
        return [chip for chip in self.chips if not chip.active]

    @property
    def search(self) -> str:
        """What stands in the search box."""
        return self.data.get(self.search_field, "") if self.search_field else ""

    @property
    def narrowed(self) -> bool:
        """Whether any filter or the search box is in use."""
        return bool(self.search or self.active_chips)

    @property
    def kept_params(self) -> list[tuple[str, str]]:
        """Sort, columns, group and saved view, which applying a filter must not lose."""
        return [(name, value) for name in _KEPT for value in self.data.getlist(name)]

    @property
    def clear_url(self) -> str:
        """The list without any filter."""
        names = [name for name in self.data if name not in _KEPT]
        return with_query(self.request, **dict.fromkeys(names))

    @cached_property
    def _cleaned(self) -> dict[str, Any]:
        self.form.full_clean()
        return self.form.cleaned_data

    def _chip(self, name: str) -> Chip:
        filter_, label = self.filters[name], str(self.filters[name].label or name)
        field = self.form[name]
        if name in self.unknown:
            return Chip(name, label, field, nothing_matches(label, self.unknown[name]), self._without(name))
        value = self._cleaned.get(name)
        if not _is_set(value):
            return Chip(name, label, field)
        return Chip(name, label, field, sentence(label, filter_, value), self._without(name))

    def _gone_chip(self, name: str) -> Chip:
        rest = [each for each in self.gone if each != name]
        return Chip(name, name, None, no_such_filter(name), with_query(self.request, **{GONE: rest or None}))

    def _is_unknown(self, name: str) -> bool:
        if name in self.form.errors:
            return True
        # A yes-or-no field takes any other word for no answer; its own word for that is "unknown".
        yes_no = isinstance(self.filters[name], django_filters.BooleanFilter)
        return yes_no and self._cleaned.get(name) is None and self._typed(name) != ["unknown"]

    def _typed(self, name: str) -> list[str]:
        own = {name, *_parts(name)}
        return [value for key, values in self.data.lists() if key in own for value in values if value]

    def _without(self, name: str) -> str:
        own = [key for key in self.data if key == name or key in _parts(name)]
        return with_query(self.request, **dict.fromkeys(own))


def _parts(name: str) -> set[str]:
    return {f"{name}_{suffix}" for suffix in ("min", "max", "after", "before")}


def _is_set(value: Any) -> bool:
    if isinstance(value, QuerySet):
        return value.exists()
    return value is not None and value != "" and value != [] and value != ()
