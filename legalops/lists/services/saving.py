"""Saving and changing views of lists."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from legalops.lists.models import SavedView
from legalops.lists.params import cleaned
from legalops.lists.services.naming import free_code, free_name
from legalops.lists.services.rights import locked
from legalops.lists.services.sharing import PRIVATE, Shared, refuse_sharing, share_with
from legalops.lists.services.telling import differing, told
from legalops.web import lists
from legalops.web.lists import ListSpec

MOST_OF_ONE = 200


def spec_for(list_id: str, actor: User) -> ListSpec:
    """The list. Raises NotFound where there is none, or the person may not open it."""
    spec = lists.find(list_id)
    if spec is None or not (actor.is_system or spec.open_to(actor)):
        raise NotFound("views.no_list", _("There is no such list."))
    return spec


@transaction.atomic
def save_view(
    list_id: str,
    name: str,
    params: Mapping[str, Sequence[str]],
    *,
    shared: Shared = PRIVATE,
    for_department: bool = False,
    actor: User,
) -> SavedView:
    """Keep a list's parameters under a name; unknown parameters are dropped.

    `for_department` makes a view without owner, which takes the capability to configure. Raises DomainError
    for a name that is missing or taken among the person's own, and for sharing that is not theirs to give.
    """
    spec = spec_for(list_id, actor)
    owner = None if for_department else actor
    if for_department and not has_capability(actor, can.CONFIGURE):
        raise NotAllowed(
            "views.not_yours", _("Only who configures the product makes views of the department.")
        )
    refuse_sharing(spec, shared, owner, actor)
    view = SavedView(list_id=spec.id, owner=owner, name=free_name(name, spec.id, owner), sharing=shared.how)
    view.params = cleaned(spec, params)
    if owner is None:
        view.code = free_code(view)
    if owner and SavedView.objects.standing().filter(owner=owner).count() >= MOST_OF_ONE:
        raise DomainError("views.many", _("You have %s views. Delete one you no longer use.") % MOST_OF_ONE)
    view.save()
    share_with(view, shared)
    record(view, "lists.view.saved", actor=actor, after=told(view))
    return view


@transaction.atomic
def change_view(
    view: SavedView,
    *,
    version: int,
    name: str | None = None,
    params: Mapping[str, Sequence[str]] | None = None,
    shared: Shared | None = None,
    actor: User,
) -> SavedView:
    """Change the name, what it asks for, or with whom it is shared; None leaves a part as it is.

    Raises Conflict when somebody changed it after the person saw this `version`, NotAllowed when it is not
    theirs to change, and DomainError as `save_view`.
    """
    current = locked(view, actor)
    spec = spec_for(current.list_id, actor)
    before = told(current)
    if name is not None and name.strip() != current.name:
        current.name = free_name(name, current.list_id, current.owner, current)
    if params is not None:
        current.params = cleaned(spec, params)
    if shared is not None:
        refuse_sharing(spec, shared, current.owner, actor)
        current.sharing = shared.how
        share_with(current, shared)
    after = told(current)
    if after == before:
        return current
    if current.version != version:
        message = _(
            "Someone changed the view “%s” after you opened it. Open it again and look at what it shows now."
        )
        raise Conflict("views.changed", message % before["name"])
    current.version += 1
    current.save()
    record(
        current,
        "lists.view.changed",
        actor=actor,
        before=differing(before, after),
        after=differing(after, before),
    )
    return current


def duplicate_view(view: SavedView, *, actor: User) -> SavedView:
    """A private copy of a view that the person sees, for them to change."""
    taken = set(
        SavedView.objects.standing().filter(owner=actor, list_id=view.list_id).values_list("name", flat=True)
    )
    stem = view.name[:68]
    names = (_("%(name)s, copy") % {"name": stem}, *(f"{stem}, {n}" for n in range(2, MOST_OF_ONE + 3)))
    free = next(name for name in names if name not in taken)
    return save_view(view.list_id, free, view.params, actor=actor)
