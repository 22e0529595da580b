"""From a name asked for to everything it may be in conflict with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from legalops.contacts.likeness import compare
from legalops.contacts.models import ContactRelation
from legalops.kernel import clock
from matters.conflicts import Found, Severity, Side, Source, judge
from matters.models import ConflictCheck, ConflictSettings, Matter, Party
from matters.selectors.conflicts.asking import Asked
from matters.selectors.conflicts.candidates import Candidate, candidates
from matters.selectors.conflicts.sources import CONTACT

Reason = list[str]
_PER_STEP = 0.92


@dataclass(frozen=True, slots=True)
class Near:
    """A known name like the one asked for, or a card that it leads to over relations."""

    text: str
    score: int
    reasons: tuple[Reason, ...]
    steps: int = 0
    over: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """What a name met: where, how grave, and why."""

    asked: Asked
    source: Source
    record_id: int
    found: str
    role: str
    side: Side
    near: Near
    severity: Severity
    matter_id: int | None = None
    contact_id: int | None = None


def hits_for(asked: Asked, check: ConflictCheck, rules: ConflictSettings) -> list[Hit]:
    """Everything that this name may be in conflict with, each once, by its strongest reason."""
    near = _near(asked, rules.least)
    cards = {record_id: each for (source, record_id), each in near.items() if source == CONTACT}
    if asked.contact_id is not None:
        cards[asked.contact_id] = Near(asked.label, 100, (["card"],))
    _follow(cards, rules)
    found = [*_parties(asked, cards, check), *_others(asked, near, check)]
    judged = (_judged(hit, over, rules) for hit, over in found)
    return [hit for hit in judged if hit.severity is not Severity.NONE]


def _near(asked: Asked, least: int) -> dict[tuple[str, int], Near]:
    found: dict[tuple[str, int], Near] = {}
    for name in asked.names:
        for candidate in candidates(name):
            like = compare(name, candidate.text)
            key = (candidate.source, candidate.record_id)
            if like.score >= least and (key not in found or like.score > found[key].score):
                reasons = (*([str(part) for part in why] for why in like.why), *_of_name(candidate))
                found[key] = Near(candidate.text, like.score, reasons)
    return found


def _of_name(candidate: Candidate) -> Iterable[Reason]:
    if candidate.kind:
        yield ["name", candidate.kind, candidate.until.isoformat() if candidate.until else ""]


def _follow(cards: dict[int, Near], rules: ConflictSettings) -> None:
    """Adds the cards to which relations lead from those that are surely meant."""
    reached = {key: near for key, near in cards.items() if near.score >= rules.strong}
    for _step in range(rules.depth):
        further: dict[int, Near] = {}
        ends = Q(source__in=reached) | Q(target__in=reached)
        for relation in ContactRelation.objects.filter(ends).select_related("source", "target"):
            for here, there, way in _ways(relation):
                if here.pk in reached and there.pk not in cards and there.merged_into_id is None:
                    further[there.pk] = _over(reached[here.pk], relation, there.name, way)
        cards |= further
        reached = further
        if not reached:
            return


def _ways(relation: ContactRelation):
    return (
        (relation.source, relation.target, "out"),
        (relation.target, relation.source, "in"),
    )


def _over(near: Near, relation: ContactRelation, name: str, way: str) -> Near:
    until = relation.until.isoformat() if relation.until else ""
    ended = relation.until is not None and relation.until <= clock.today()
    return Near(
        name,
        round(near.score * _PER_STEP),
        (*near.reasons, ["relation", relation.kind, way, until]),
        near.steps + 1,
        near.over or ended,
    )


def _parties(asked: Asked, cards: dict[int, Near], check: ConflictCheck) -> Iterable[tuple[Hit, bool]]:
    rows = Party.objects.filter(contact__in=cards, role__screened=True).select_related(
        "contact", "role", "matter__stage"
    )
    today = clock.today()
    for party in rows.exclude(matter=check.matter_id):
        near = cards[party.contact_id]
        ended = party.until is not None and party.until <= today
        over = near.over or ended or party.matter.stage.category == "closed"
        reasons = (*near.reasons, *([["ended", party.until.isoformat()]] if ended else []))
        yield (
            Hit(
                asked, Source.PARTY, party.pk, party.contact.name, party.role.name, Side(party.side),
                Near(near.text, near.score, reasons, near.steps, over), Severity.NONE,
                party.matter_id, party.contact_id,
            ),
            over,
        )  # fmt: skip


def _others(
    asked: Asked, near: dict[tuple[str, int], Near], check: ConflictCheck
) -> Iterable[tuple[Hit, bool]]:
    """Own companies, firms and their people, other requests, and names in the names of matters."""
    closed = _closed([key for source, key in near if source == Source.MATTER])
    own = {(Source.MATTER, check.matter_id), (Source.REQUEST, check.request_id)}
    for (source, key), each in near.items():
        if source == CONTACT or (source, key) in own:
            continue
        side = Side.ADVERSE if source == Source.REQUEST else Side.OURS
        matter = key if source == Source.MATTER else None
        hit = Hit(asked, Source(source), key, each.text, "", side, each, Severity.NONE, matter)
        yield hit, key in closed if source == Source.MATTER else False


def _closed(ids: Sequence[int]) -> set[int]:
    rows = Matter.objects.filter(pk__in=ids, stage__category="closed")
    return set(rows.values_list("pk", flat=True)) if ids else set()


def _judged(hit: Hit, over: bool, rules: ConflictSettings) -> Hit:
    found = Found(hit.source, hit.side, hit.near.score, hit.near.steps, over)
    severity = judge(hit.asked.side, found, strong=rules.strong)
    return Hit(
        hit.asked, hit.source, hit.record_id, hit.found, hit.role, hit.side, hit.near, severity,
        hit.matter_id, hit.contact_id,
    )  # fmt: skip
