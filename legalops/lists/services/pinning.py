"""A person's own first views of a list."""

from django.db import transaction
from django.db.models import Max

from legalops.accounts.models import User
from legalops.lists.models import SavedView, ViewPin


@transaction.atomic
def pin_view(view: SavedView, *, pinned: bool = True, actor: User) -> None:
    """Keep the view among the first of its list, or no longer: for this person alone."""
    if not pinned:
        ViewPin.objects.visible_to(actor).filter(view=view).delete()
        return
    last = (
        ViewPin.objects.visible_to(actor).filter(view__list_id=view.list_id).aggregate(last=Max("position"))
    )
    ViewPin.objects.get_or_create(person=actor, view=view, defaults={"position": (last["last"] or 0) + 1})


@transaction.atomic
def move_pin(view: SavedView, by: int, *, actor: User) -> None:
    """Move a pinned view one place up (-1) or down (1) among the person's own."""
    rows = ViewPin.objects.visible_to(actor).filter(view__list_id=view.list_id, view__deleted_at__isnull=True)
    pins = list(rows.select_for_update(of=("self",)).order_by("position", "pk"))
    at = next((place for place, pin in enumerate(pins) if pin.view_id == view.pk), None)
    if at is None or not 0 <= at + by < len(pins):
        return
    pins[at], pins[at + by] = pins[at + by], pins[at]
    for place, pin in enumerate(pins, 1):
        pin.position = place
    ViewPin.objects.bulk_update(pins, ["position"])
