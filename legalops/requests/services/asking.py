"""Asking legal for something."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.fields.services import set_values
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.kernel.events import publish
from legalops.requests.events import PartiesNamed
from legalops.requests.models import Request, RequestType
from legalops.requests.services.numbers import next_number
from legalops.requests.services.workflow import take_part
from legalops.workflows.services import start


@transaction.atomic
def submit(
    *,
    request_type: RequestType,
    title: str,
    description: str,
    needed_by: date | None = None,
    parties: Sequence[str] = (),
    custom: Mapping[str, Any] | None = None,
    actor: User,
) -> Request:
    """Make a request and start it on its workflow. `parties` are names of who is involved on the other side;
    they are kept, and checked for conflicts, where the type asks for them.

    Raises DomainError when the type is no longer offered, the date is past (field "needed_by"), or no
    workflow is published for it; FieldFaults for `custom`, the answers to what is asked at opening.
    """
    if not request_type.is_active:
        message = _("“%s” is no longer offered. Choose another kind of request.")
        raise DomainError("request.type_gone", message % request_type, field="request_type")
    if needed_by is not None and needed_by < clock.today():
        raise DomainError("request.date_past", _("That day is past. Choose a coming one."), field="needed_by")
    now = clock.now()
    request = Request.objects.create(
        number=next_number(clock.today().year),
        request_type=request_type,
        title=title.strip(),
        description=description.strip(),
        parties=[name.strip() for name in parties if name.strip()] if request_type.asks_parties else [],
        requester=actor,
        team=request_type.team,
        needed_by=needed_by,
        made_at=now,
        entered_at=now,
    )
    take_part(request, actor)
    after = {"number": request.number, "type": request_type.name, "needed_by": needed_by}
    record(request, "requests.request.submitted", actor=actor, after=after)
    if custom is not None:
        request.custom = set_values(request, custom, actor=actor, opening=True).custom
    start(request, actor=actor)
    if request.parties:
        publish(PartiesNamed(request.pk))
    return request
