"""What people have in hand of the platform itself: views of lists that others use."""

from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.governance.open_work import Item, OpenWork, register_open_work
from legalops.lists.services.handing_over import hand_over_views, shared_views_of
from legalops.web import lists


def register() -> None:
    """Called once, when the app is ready."""
    register_open_work(
        OpenWork(
            "shared_views",
            _("Views of lists that others use"),
            _shared,
            lambda person, successor, actor: hand_over_views(person, successor, actor=actor),
            order=90,
        )
    )


def _shared(person: User, _viewer: User) -> list[Item]:
    return [Item(view.name, _list_of(view.list_id)) for view in shared_views_of(person).order_by("name")]


def _list_of(list_id: str) -> str:
    spec = lists.find(list_id)
    return str(spec.label) if spec else ""
