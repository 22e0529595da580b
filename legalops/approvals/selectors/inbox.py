"""What waits for a person, over all kinds of records; what they decided, and what they asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from legalops.accounts.models import User
from legalops.approvals import registry
from legalops.approvals.enums import UNDECIDED, AskState, RequestState
from legalops.approvals.models import Ask, Request
from legalops.approvals.registry import Card
from legalops.approvals.selectors.barred import barred_requests
from legalops.approvals.selectors.standing_in import decides_for, standings
from legalops.kernel import clock, records
from legalops.kernel.errors import DomainError

MOST = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """One ask of the inbox: the record's card, on whose behalf, and who follows."""

    ask: Ask
    card: Card
    on_behalf_of: User | None
    following: str

    @property
    def request(self) -> Request:
        """The request."""
        return self.ask.request


def asks_for(user: User) -> QuerySet[Ask]:
    """Asks that this person can decide now, their own and those of colleagues who let them; whatever the
    record. What is on hold waits for nobody.
    """
    rows = Ask.objects.filter(state=AskState.PENDING, request__state=RequestState.OPEN)
    return rows.filter(_of(user))


def inbox_of(user: User) -> QuerySet[Ask]:
    """The asks whose records the person may see, the longest waiting first, one for each request."""
    rows = Ask.objects.visible_to(user).filter(pk__in=asks_for(user).values("pk"))
    return rows.order_by(F("due_at").asc(nulls_last=True), "asked_at", "pk")


def count_waiting(user: User) -> int:
    """How many requests wait for this person."""
    return inbox_of(user).order_by().values("request").distinct().count()


def waiting_for(user: User, limit: int = MOST) -> list[Waiting]:
    """The inbox: a fixed number of queries for each kind, whatever its length. Own asks before others'."""
    related = ("request__asked_by", "person", "step")
    asks = list(inbox_of(user).select_related(*related)[: limit * 2])
    first: dict[int, Ask] = {}
    for ask in sorted(asks, key=lambda ask: ask.person_id != user.pk):
        first.setdefault(ask.request_id, ask)
    shown = [ask for ask in asks if first[ask.request_id] is ask][:limit]
    shown_cards = cards_of([ask.request for ask in shown])
    following = _following([ask.request_id for ask in shown])
    return [
        Waiting(
            ask,
            shown_cards[ask.request_id],
            ask.person if ask.person_id != user.pk else None,
            following.get(ask.request_id, ""),
        )
        for ask in shown
    ]


def decided_by(user: User) -> QuerySet[Ask]:
    """What the person decided, the latest first, of records they still see."""
    rows = Ask.objects.visible_to(user).filter(decided_by=user)
    return rows.select_related("request", "person").order_by("-decided_at", "-pk")


def asked_by(user: User) -> QuerySet[Request]:
    """What the person asked approval for, what waits first."""
    rows = Request.objects.visible_to(user).filter(asked_by=user)
    return rows.prefetch_related("asks__person").order_by("-asked_at", "-pk")


def cards_of(requests: Sequence[Request]) -> Mapping[int, Card]:
    """The records' cards by request: one call for each kind."""
    by_kind: dict[str, list[Request]] = {}
    for request in requests:
        by_kind.setdefault(request.record_type, []).append(request)
    found: dict[int, Card] = {}
    for kind, group in by_kind.items():
        cards = _cards(kind, [request.record_id for request in group])
        found |= {request.pk: cards.get(request.record_id, Card(request.title, "")) for request in group}
    return found


def next_for(user: User, request: Request) -> int | None:
    """The next request that waits for this person after this one."""
    rows = inbox_of(user).exclude(request=request.pk)
    return rows.values_list("request", flat=True).first()


def _of(user: User) -> Q:
    """Whose asks: the person's, and by kind those of the colleagues they decide for where they may."""
    mine, barred = Q(person=user), barred_requests(user).values("pk")
    known = standings(clock.today())
    if not known:
        return mine
    for subject in registry.known():
        people = decides_for(user.pk, subject.record_type, known)
        if people:
            mine |= Q(person__in=people, request__record_type=subject.record_type) & ~Q(request__in=barred)
    return mine


def _cards(kind: str, keys: Sequence[int]) -> Mapping[int, Card]:
    try:
        subject = registry.find(kind)
    except DomainError:
        return {}
    if subject.cards is not None:
        return subject.cards(keys)
    found = records.find(kind)
    rows: Iterable = found.rows().filter(pk__in=keys)
    return {row.pk: Card(found.title(row), found.address(row)) for row in rows}


def _following(requests: Sequence[int]) -> dict[int, str]:
    rows = Ask.objects.filter(request__in=requests, state__in=UNDECIDED, step__position__gt=1)
    names: dict[int, dict[int, list[str]]] = {}
    for ask in rows.filter(state=AskState.WAITING).select_related("person", "step"):
        names.setdefault(ask.request_id, {}).setdefault(ask.step.position, []).append(str(ask.person))
    return {request: ", ".join(steps[min(steps)]) for request, steps in names.items()}
