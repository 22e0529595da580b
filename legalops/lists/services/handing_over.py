"""Somebody leaves: the views that others use go to another."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.lists.enums import Sharing
from legalops.lists.models import SavedView


def shared_views_of(person: User) -> QuerySet[SavedView]:
    """The person's views that others use too."""
    return SavedView.objects.standing().filter(owner=person).exclude(sharing=Sharing.PRIVATE)


@transaction.atomic
def hand_over_views(person: User, successor: User, *, actor: User) -> int:
    """Give the person's shared views to the successor; how many. Names that they have get an addition."""
    rows = list(shared_views_of(person).select_for_update(of=("self",)).order_by("pk"))
    own = SavedView.objects.standing().filter(owner=successor)
    for view in rows:
        taken = {name.casefold() for name in own.filter(list_id=view.list_id).values_list("name", flat=True)}
        if view.name.casefold() in taken:
            view.name = f"{view.name[:50]} ({str(person)[:20]} {view.pk})"[:80]
        view.owner = successor
        view.version += 1
        view.save(update_fields=["owner", "name", "version"])
        record(
            view,
            "lists.view.changed",
            actor=actor,
            before={"owner": str(person)},
            after={"owner": str(successor)},
            reason=_("%s leaves") % person,
        )
    return len(rows)
