"""Views that come with the product."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from legalops.lists.enums import Sharing
from legalops.lists.models import SavedView
from legalops.lists.natural import from_file
from legalops.web.lists import ListSpec


@dataclass(frozen=True, slots=True)
class ShippedView:
    """A view of the department: its code, its name, what it asks for with records by their codes."""

    code: str
    name: str
    params: dict[str, list[str]] = field(default_factory=dict)


def install_views(spec: ListSpec, views: Sequence[ShippedView]) -> None:
    """Add the shipped views that were never there. One that was changed stays changed, and one that was
    deleted stays away.
    """
    known = set(SavedView.objects.filter(list_id=spec.id, owner=None).values_list("code", flat=True))
    for place, view in enumerate(views, 1):
        if view.code not in known:
            SavedView.objects.create(
                list_id=spec.id,
                code=view.code,
                name=view.name,
                params=from_file(spec, view.params),
                sharing=Sharing.EVERYBODY,
                position=place * 10,
            )
