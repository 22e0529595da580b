"""What people are told of about requests."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.notifications import registry
from legalops.notifications.registry import Kind
from legalops.notifications.services import notify
from legalops.requests.models import Request
from legalops.workflows.registry import Entering


def register() -> None:
    """Called once, when the app is ready."""
    registry.register(
        Kind(
            "requests.assigned",
            gettext_lazy("A request is given to you"),
            gettext_lazy("Sent when routing or a colleague gives you a request."),
            capabilities=frozenset({can.REQUESTS_WORK}),
        )
    )
    registry.register(
        Kind(
            "requests.moved",
            gettext_lazy("Your request goes on"),
            gettext_lazy("Sent when a request of yours reaches another stage, or you are asked something."),
            capabilities=frozenset({can.REQUESTS_MAKE}),
        )
    )


def tell_assignee(request: Request, person: User, *, actor: User, address: str) -> None:
    """Whoever gets it, once for each time it is given."""
    notify(
        "requests.assigned",
        recipients=[person],
        subject=request,
        title=lambda: _("%s is yours") % request,
        url=address,
        actor=actor,
        key=f"request:{request.pk}:given:{request.entered_at.isoformat()}",
    )


def tell_requester(request: Request, entering: Entering, *, actor: User, address: str) -> None:
    """Whoever asked, at each stage after the first."""
    asks = entering.stage.category == "on_hold"

    def title() -> str:
        words = _("%(request)s waits for you") if asks else _("%(request)s is now in “%(stage)s”")
        return words % {"request": request, "stage": entering.stage.name}

    notify(
        "requests.moved",
        recipients=[request.requester],
        subject=request,
        title=title,
        body=entering.reason if asks else "",
        url=address,
        actor=actor,
        key=f"request:{request.pk}:stage:{entering.at.isoformat()}",
    )
