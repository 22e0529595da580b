"""Who stands in for somebody and still may not decide: one person never counts for two."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from legalops.accounts.models import User
from legalops.approvals import engine
from legalops.approvals.engine.deciding import AskFacts
from legalops.approvals.enums import UNDECIDED, AskState
from legalops.approvals.models import Ask, Request


def ask_facts(ask: Ask) -> AskFacts:
    """The ask as the engine knows it."""
    approved = ask.state == AskState.APPROVED
    return AskFacts(ask.person_id, approved, ask.state in UNDECIDED, ask.decided_by_id)


def may_stand_in(stand_in: int, ask: Ask, asks: Sequence[Ask]) -> bool:
    """Whether the person may decide what a colleague was asked, as far as the request itself tells."""
    asked_by = ask.request.asked_by_id
    apart = frozenset({asked_by} if asked_by else ())
    decider = engine.DeciderFacts(stand_in, ask.person_id, apart, frozenset({ask.person_id}))
    return engine.why_not(decider, [ask_facts(each) for each in asks]) is None


def barred_requests(user: User) -> QuerySet[Request]:
    """Requests in which the person decides for nobody else: they asked, are asked themselves, or approved."""
    approved = Q(decided_by=user, state=AskState.APPROVED)
    taking_part = Ask.objects.filter(approved | Q(person=user, state__in=UNDECIDED))
    return Request.objects.filter(Q(asked_by=user) | Q(pk__in=taking_part.values("request")))
