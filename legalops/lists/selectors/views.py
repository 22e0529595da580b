"""Views in words: what each asks for, who uses it, whose it is."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.lists.enums import Sharing
from legalops.lists.models import RoleDefault, SavedView
from legalops.lists.params import Params, address, asked_of
from legalops.lists.services.rights import may_edit
from legalops.lists.shelf import Shelf
from legalops.web.filters import TabbedFilterSet
from legalops.web.lists import ListSpec


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One view as its list of views shows it."""

    view: SavedView
    url: str
    sentences: list[str]
    shared_with: str
    whose: str
    editable: bool
    pinned: bool
    opens: bool
    opens_for: str


def view_rows(spec: ListSpec, user: User, shelf: Shelf) -> list[ViewRow]:
    """All views of a list that the person has, in their order."""
    seen = SavedView.objects.visible_to(user).filter(list_id=spec.id).select_related("owner")
    by_key = {view.pk: view for view in seen.prefetch_related("roles", "teams")}
    roles: dict[int, list[str]] = {}
    for default in RoleDefault.objects.filter(list_id=spec.id).select_related("role"):
        roles.setdefault(default.view_id, []).append(default.role.name)
    kept = [(each, by_key[each.pk]) for each in shelf.views if each.pk in by_key]
    return [
        ViewRow(
            view,
            address(spec, view.params, view.pk),
            sentences(spec, view.params, user),
            shared_with(view),
            _whose(view, user),
            may_edit(view, user),
            each.pinned,
            shelf.opening == each,
            ", ".join(roles.get(view.pk, [])),
        )
        for each, view in kept
    ]


def sentences(spec: ListSpec, params: Params, user: User) -> list[str]:
    """What a view asks for, as this person may know it: records they do not see stay keys."""
    filters = spec.filters(asked_of(spec, params, user), spec.rows(user))
    said = [chip.sentence for chip in filters.active_chips]
    if filters.search:
        said.insert(0, _("Search for “%s”") % filters.search)
    if isinstance(filters, TabbedFilterSet):
        said.insert(0, str(filters.parts[filters.part]))
    labels = {column.key: str(column.label) for column in spec.table.columns}
    sort = next(iter(params.get("sort", [])), "")
    if sort.removeprefix("-") in labels:
        said.append(_("sorted by %s") % labels[sort.removeprefix("-")].lower())
    group = next(iter(params.get("group", [])), "")
    if group in labels:
        said.append(_("grouped by %s") % labels[group].lower())
    if params.get("cols"):
        said.append(_("own columns"))
    return said


def shared_with(view: SavedView) -> str:
    """Who uses the view besides its owner, in words."""
    if view.sharing == Sharing.ROLES:
        return ", ".join(role.name for role in view.roles.all())
    if view.sharing == Sharing.TEAMS:
        return ", ".join(team.name for team in view.teams.all())
    return str(view.get_sharing_display())


def _whose(view: SavedView, user: User) -> Any:
    if view.owner is None:
        return _("The department")
    return _("Me") if view.owner_id == user.pk else str(view.owner)
