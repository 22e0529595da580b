"""What somebody who leaves was asked to approve, for the leaver wizard."""

from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.approvals.enums import LIVE, UNDECIDED
from legalops.approvals.models import Ask
from legalops.approvals.services.leaving import hand_over
from legalops.governance.open_work import Item, OpenWork, register_open_work


def register() -> None:
    """Called once, when the app is ready."""
    register_open_work(
        OpenWork(
            "approvals",
            _("What they are to approve"),
            _items,
            lambda person, successor, actor: hand_over(person, successor, actor=actor),
            order=50,
        )
    )


def _items(person: User, viewer: User) -> list[Item]:
    """The requests by title where the viewer may know them; the rest is only counted."""
    asks = Ask.objects.filter(person=person, state__in=UNDECIDED, request__state__in=LIVE)
    seen = dict(
        Ask.objects.visible_to(viewer).filter(pk__in=asks.values("pk")).values_list("pk", "request__title")
    )
    hidden = str(_("A hidden record"))
    return [Item(seen.get(pk, hidden)) for pk in asks.order_by("pk").values_list("pk", flat=True)]
