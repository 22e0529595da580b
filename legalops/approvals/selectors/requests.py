"""Requests of a record and who has to decide them."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from legalops.approvals.enums import AskState
from legalops.approvals.models import Ask, Request, Step
from legalops.kernel import records


def latest_request(subject: Any) -> Request | None:
    """The record's last request for approval, whatever became of it; None if nobody ever asked."""
    return Request.objects.about(records.type_of(subject).code, subject.pk).first()


def live_request(subject: Any) -> Request | None:
    """The record's request that waits for decisions."""
    return Request.objects.about(records.type_of(subject).code, subject.pk).live().first()


def pending_asks(request: Request) -> list[Ask]:
    """Those whose decision is due, in their order."""
    rows = request.asks.filter(state=AskState.PENDING).select_related("person", "step")
    return list(rows.order_by("step__position", "pk"))


def pending_names(request: Request) -> str:
    """The names of those whose decision is due."""
    return ", ".join(dict.fromkeys(str(ask.person) for ask in pending_asks(request)))


def with_steps(requests: QuerySet[Request]) -> QuerySet[Request]:
    """The requests with their steps and those whom each asks, people who were replaced left out."""
    asks = Ask.objects.exclude(state=AskState.REASSIGNED).select_related("person", "decided_by")
    steps = Step.objects.prefetch_related(Prefetch("asks", asks))
    return requests.prefetch_related(Prefetch("steps", steps))
