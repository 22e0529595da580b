"""Views of the department as a section of the configuration's files: records, roles and teams by name."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.access.models import Role
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.configuration import naming, sections
from legalops.configuration.sections import Item, Section
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.lists.enums import Sharing
from legalops.lists.models import RoleDefault, SavedView
from legalops.lists.natural import from_file, to_file
from legalops.lists.params import cleaned
from legalops.lists.services.sharing import refuse_private
from legalops.web import lists
from legalops.web.lists import ListSpec

FIELDS = ("name", "params", "sharing", "roles", "teams", "position", "opens_for")


def register() -> None:
    """Called once, when the app is ready."""
    label = gettext_lazy("Saved views of the department")
    sections.register(Section("views", label, "view", FIELDS, export, save, remove, order=300))


def export() -> list[Item]:
    """Every view of the department; `view` is its list and code."""
    rows = SavedView.objects.standing().filter(owner=None).exclude(code="")
    rows = rows.prefetch_related("roles", "teams", "opens_for__role").order_by("list_id", "position", "code")
    return [_item(view, spec) for view in rows if (spec := lists.find(view.list_id))]


@transaction.atomic
def save(key: str, item: Item, actor: User) -> None:
    """Add or change the view. Raises DomainError, with the field, for what does not exist here."""
    spec, code = _parted(key)
    view = SavedView.objects.select_for_update(of=("self",)).filter(list_id=spec.id, code=code).first()
    before = _item(view, spec) if view and view.deleted_at is None else {}
    view = view or SavedView(list_id=spec.id, code=code, sharing=Sharing.EVERYBODY)
    view.deleted_at = None
    _fill(view, spec, item)
    view.version += 1
    view.save()
    if "roles" in item:
        view.roles.set(_named(item, "roles", naming.role))
    if "teams" in item:
        view.teams.set(_named(item, "teams", naming.team))
    if "opens_for" in item:
        _open_for(view, _named(item, "opens_for", naming.role))
    fresh = SavedView.objects.get(pk=view.pk)
    action = "lists.view.changed" if before else "lists.view.saved"
    record(fresh, action, actor=actor, before=before or None, after=_item(fresh, spec))


@transaction.atomic
def remove(key: str, actor: User) -> None:
    """Take the view away; a shipped one does not come back."""
    spec, code = _parted(key)
    view = SavedView.objects.standing().filter(list_id=spec.id, code=code, owner=None).first()
    if view is not None:
        view.deleted_at = clock.now()
        view.save(update_fields=["deleted_at"])
        record(view, "lists.view.deleted", actor=actor, before=_item(view, spec))


def _item(view: SavedView, spec: ListSpec) -> Item:
    return {
        "view": f"{view.list_id}/{view.code}",
        "name": view.name,
        "params": to_file(spec, view.params),
        "sharing": str(view.sharing),
        "roles": sorted(role.code for role in view.roles.all()),
        "teams": sorted(team.name for team in view.teams.all()),
        "position": view.position,
        "opens_for": sorted(default.role.code for default in view.opens_for.all()),
    }


def _fill(view: SavedView, spec: ListSpec, item: Item) -> None:
    if "params" in item:
        view.params = cleaned(spec, from_file(spec, _texts(item["params"])))
    if "sharing" in item:
        view.sharing = str(item["sharing"])
    view.name = str(item.get("name", view.name)).strip()[:80]
    view.position = int(item.get("position", view.position))
    if not view.name:
        raise DomainError("views.name", _("A view needs a name."), field="name")
    refuse_private(view.sharing)


def _texts(params: Any) -> dict[str, list[str]]:
    if not isinstance(params, dict):
        raise DomainError("views.params", _("Parameters are names with lists of values."), field="params")
    return {
        str(name): [str(one) for one in (values if isinstance(values, list) else [values])]
        for name, values in params.items()
    }


def _parted(key: str) -> tuple[ListSpec, str]:
    list_id, _slash, code = key.partition("/")
    spec = lists.find(list_id)
    if spec is None or spec.outside or not code or slugify(code) != code:
        known = ", ".join(each.id for each in lists.known() if not each.outside)
        message = _("A view is called by its list and a code, such as matter-rows/mine. Lists: %s.")
        raise DomainError("views.no_list", message % known, field="view")
    return spec, code


def _named(item: Item, field: str, find: Callable[..., Any]) -> list[Any]:
    found = {name: find(name, field=field) for name in item[field] or ()}
    for name in [name for name, row in found.items() if row is None]:
        raise naming.absent(name, field=field)
    return list(found.values())


def _open_for(view: SavedView, roles: list[Role]) -> None:
    RoleDefault.objects.filter(view=view).exclude(role__in=roles).delete()
    for role in roles:
        RoleDefault.objects.update_or_create(role=role, list_id=view.list_id, defaults={"view": view})
