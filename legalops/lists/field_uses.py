"""Where lists and the saved views of the department show, sort or filter by fields of records."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from legalops.fields import uses
from legalops.fields.uses import Use, gathered
from legalops.kernel import records
from legalops.kernel.records import Field
from legalops.lists.models import SavedView
from legalops.lists.params import address
from legalops.web import lists
from legalops.web.lists import ListSpec

Named = Iterator[tuple[Iterable[str], Use]]


def register() -> None:
    """Called once, when the app is ready."""
    uses.register("lists", _uses)


def _uses(record_type: str) -> dict[str, list[Use]]:
    model, fields = records.find(record_type).model, list(records.fields_of(record_type).values())
    specs = {each.id: each for each in lists.known() if _model_of(each) is model}
    columns = {each.id: _columns(each, fields) for each in specs.values()}
    return gathered([*_in_lists(specs, columns), *_in_views(specs, columns)])


@cache
def _model_of(spec: ListSpec) -> Any:
    """What the list lists: nobody's rows are enough to know."""
    return spec.rows(AnonymousUser()).model  # type: ignore[arg-type]


def _columns(spec: ListSpec, fields: list[Field]) -> dict[str, str]:
    """The field that a column or filter of the list shows, by its name in the address."""
    codes = {each.code for each in fields}
    by_path = {each.lookup.removesuffix("_id"): each.code for each in fields if each.lookup}
    found = {name: name for name in (*spec.filters.base_filters, *_keys(spec)) if name in codes}
    for column in spec.table.columns:
        path = column.value if isinstance(column.value, str) and column.value else column.sort or column.key
        holder = path.rpartition("__")[0]
        if code := by_path.get(path) or by_path.get(holder) or by_path.get(f"{holder}__code"):
            found.setdefault(column.key, code)
    return found


def _keys(spec: ListSpec) -> list[str]:
    return [column.key for column in spec.table.columns]


def _in_lists(specs: dict[str, ListSpec], columns: dict[str, dict[str, str]]) -> Named:
    for spec in specs.values():
        yield columns[spec.id].values(), Use(_("List “%s”") % spec.label, spec.url)


def _in_views(specs: dict[str, ListSpec], columns: dict[str, dict[str, str]]) -> Named:
    """Of views that somebody keeps for themselves only the number is told, not the name."""
    for view in SavedView.objects.standing().filter(list_id__in=specs):
        spec = specs[view.list_id]
        named = [columns[spec.id].get(name, "") for name in _asked(view)]
        words = _("Saved view “%(view)s” of “%(list)s”") % {"view": view.name, "list": spec.label}
        if view.owner_id is None:
            yield filter(None, named), Use(words, address(spec, view.params, view.pk))
        else:
            yield filter(None, named), Use(_("Somebody's own view of “%s”") % spec.label)


def _asked(view: SavedView) -> list[str]:
    """Names of filters, chosen columns, sort and group."""
    chosen = [one for name in ("cols", "sort", "group") for one in view.params.get(name, ())]
    keys = [key.removeprefix("-") for each in chosen for key in each.split(",")]
    return [*view.params, *keys]
