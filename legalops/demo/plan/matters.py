"""Matters: type, life, people, firms (domain/kpis.md §6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from legalops.demo.plan.days import months_back
from legalops.demo.plan.model import FirmPlan, MatterPlan, Size, StaffPlan, TimekeeperPlan
from legalops.demo.plan.names import BUSINESS_UNITS, CITIES, COMPANIES, LAST_NAMES
from legalops.demo.plan.staff import TEAM_OF_TYPE
from legalops.demo.stories import DRIFT


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of matter: share of matters, size of its invoices, months of life, bills each month."""

    share: int
    code_set: str
    scale: float
    months: float
    spread: float
    billing: float
    names: tuple[str, ...]


KINDS = {
    "commercial-litigation": Kind(
        13, "LITIGATION", 1.6, 12, 0.9, 0.85, ("{company} v. Harborview", "{company} supply dispute")
    ),
    "general-liability": Kind(12, "LITIGATION", 0.5, 10, 0.8, 0.7, ("{person} v. Harborview",)),
    "employment": Kind(
        16, "LITIGATION", 0.7, 9, 0.8, 0.75, ("{person} claim", "{person} v. Harborview, wage claim")
    ),
    "regulatory": Kind(9, "COUNSELING", 1.3, 12, 0.8, 0.7, ("{city} plant inquiry", "Product notice {year}")),
    "mergers-acquisitions": Kind(
        5, "PROJECT", 2.2, 6, 0.5, 0.9, ("Purchase of {company}", "Sale of {company}")
    ),
    "patent-litigation": Kind(3, "LITIGATION", 3.4, 22, 0.5, 0.9, ("{company} patent suit",)),
    "patent-prosecution": Kind(12, "PATENT", 0.4, 30, 0.5, 0.45, ("{person} invention, {city} laboratory",)),
    "trademark": Kind(9, "TRADEMARK", 0.3, 18, 0.6, 0.4, ("{mark} mark", "{mark} opposition")),
    "real-estate": Kind(7, "PROJECT", 0.7, 6, 0.6, 0.6, ("{city} warehouse lease", "{city} site purchase")),
    "tax": Kind(5, "COUNSELING", 0.8, 8, 0.6, 0.5, ("{city} tax audit {year}", "Transfer pricing {year}")),
    "bankruptcy": Kind(3, "BANKRUPTCY", 0.8, 12, 0.6, 0.6, ("{company} insolvency",)),
    "advice": Kind(6, "COUNSELING", 0.5, 18, 0.6, 0.4, ("Advice on {topic}",)),
}
_TOPICS = ("data protection", "competition law", "sanctions", "sales terms", "advertising", "privacy notices")
_MARKS = ("Northlight", "Solenta", "Verada", "Kestrelle", "Brightwell", "Ondara", "Tidemark", "Calvera")
_DATES = (
    "Case conference",
    "Budget review",
    "Response due",
    "Expert report due",
    "Renewal decision",
    "Hearing",
)
# Large firms have larger matters too, so matters are spread wider than spend.
_SPREAD = 0.62
_DISCOUNTED = 0.06


def make_matters(
    random: Random, size: Size, as_of: date, firms: Sequence[FirmPlan], staff: Sequence[StaffPlan]
) -> list[MatterPlan]:
    """The matters, oldest first; the first ones carry the stories."""
    days = (as_of - months_back(as_of, size.months)).days
    openings = sorted(as_of - timedelta(random.randint(25, days + days // 4)) for _ in range(size.matters))
    attorneys = [person for person in staff if person.role == "attorney" and person.active]
    return [_matter(random, key, day, as_of, firms, attorneys) for key, day in enumerate(openings)]


def _matter(
    random: Random, key: int, opened: date, as_of: date, firms: Sequence[FirmPlan], attorneys: list[StaffPlan]
) -> MatterPlan:
    kind_name = random.choices(list(KINDS), [kind.share for kind in KINDS.values()])[0]
    drifting = key == DRIFT.matter_key
    kind_name = "commercial-litigation" if drifting else kind_name
    kind, team = KINDS[kind_name], TEAM_OF_TYPE[kind_name]
    people = [person for person in attorneys if person.team == team]
    lead, backup = random.sample(people, 2)
    opponent = random.choice(COMPANIES)
    closed = None if drifting else _closing(random, kind, opened, as_of)
    engaged = _firms_for(random, firms, kind_name)
    matter = MatterPlan(
        key=key,
        name=DRIFT.matter_name if drifting else _name(random, kind, opponent, opened),
        type=kind_name,
        code_set=kind.code_set,
        team=team,
        lead=lead.key,
        backup=backup.key,
        business_unit=random.choice(BUSINESS_UNITS),
        opponent=opponent,
        opened_on=opened,
        closed_on=closed,
        restricted=not drifting and random.random() < 0.03,
        scale=kind.scale * random.lognormvariate(0, 0.75) * (2.5 if drifting else 1),
        firms=[firm.code for firm in engaged],
        staff={firm.code: _team_of(random, firm) for firm in engaged},
        stage="closed"
        if closed
        else random.choice(("assessment", "in-progress", "in-progress", "resolution")),
    )
    _adorn(random, matter, as_of, attorneys)
    return matter


def _closing(random: Random, kind: Kind, opened: date, as_of: date) -> date | None:
    closed = opened + timedelta(int(30.4 * kind.months * random.lognormvariate(0, kind.spread)) + 20)
    return closed if closed < as_of - timedelta(45) else None


def _name(random: Random, kind: Kind, opponent: str, opened: date) -> str:
    return random.choice(kind.names).format(
        company=opponent,
        person=random.choice(LAST_NAMES),
        city=random.choice(CITIES["US"]),
        topic=random.choice(_TOPICS),
        mark=random.choice(_MARKS),
        year=opened.year,
    )


def _firms_for(random: Random, firms: Sequence[FirmPlan], kind: str) -> list[FirmPlan]:
    able = [firm for firm in firms if kind in firm.practices]
    first = random.choices(able, [firm.weight**_SPREAD for firm in able])[0]
    others = [firm for firm in able if firm is not first]
    if others and random.random() < 0.12:
        return [first, random.choices(others, [firm.weight for firm in others])[0]]
    return [first]


def _team_of(random: Random, firm: FirmPlan) -> list[TimekeeperPlan]:
    by_level: dict[str, list[TimekeeperPlan]] = {}
    for person in firm.timekeepers:
        by_level.setdefault(person.classification, []).append(person)
    chosen = [random.choice(people) for people in by_level.values()]
    spare = [person for person in firm.timekeepers if person not in chosen]
    return chosen + random.sample(spare, min(len(spare), random.randint(0, 3)))


def _adorn(random: Random, matter: MatterPlan, as_of: date, attorneys: list[StaffPlan]) -> None:
    if random.random() < _DISCOUNTED:
        matter.discount = Decimal("0.10")
    if matter.closed_on is None:
        count = random.randint(0, 3)
        # Now and then one is overdue: somebody has to look.
        dates = [
            as_of + timedelta(random.randint(-12 if random.random() < 0.2 else 1, 120)) for _ in range(count)
        ]
        matter.key_dates = [(random.choice(_DATES), day, False) for day in sorted(dates)]
        past = matter.opened_on + timedelta(random.randint(30, 90))
        if past < as_of - timedelta(5):
            matter.key_dates.insert(0, (random.choice(_DATES), past, True))
