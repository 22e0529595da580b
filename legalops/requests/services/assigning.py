"""Giving a request to someone by hand."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.kernel.errors import NotAllowed
from legalops.requests.models import Request
from legalops.requests.services.workflow import assign, lock


@transaction.atomic
def assign_request(request: Request, person: User | None, *, reason: str = "", actor: User) -> Request:
    """Give it to a person, or back to the queue (None).

    Raises NotAllowed for those who do not work on requests, DomainError (field "person") when the person
    cannot take it.
    """
    if not (actor.is_system or has_capability(actor, can.REQUESTS_WORK)):
        raise NotAllowed("request.not_yours", _("Only people who work on requests can give them to someone."))
    row = lock(request, actor=actor)
    assign(row, person=person, team=None, actor=actor, why=reason.strip())
    return row
