"""Who decides for whom today."""

from collections.abc import Sequence
from datetime import date

from legalops.approvals import engine
from legalops.approvals.engine import Standing
from legalops.approvals.models import Delegation
from legalops.kernel import clock


def standings(day: date | None = None) -> list[Standing]:
    """All delegations that count on a day (today). People who have left decide for nobody."""
    rows = Delegation.objects.on(day or clock.today()).filter(stand_in__is_active=True)
    return [standing_of(row) for row in rows]


def standing_of(row: Delegation) -> Standing:
    """A delegation as the engine knows it."""
    return Standing(row.person_id, row.stand_in_id, row.starts, row.until, frozenset(row.kinds))


def decides_for(person: int, kind: str = "", known: Sequence[Standing] | None = None) -> frozenset[int]:
    """The people for whom this one decides today; `kind` empty counts delegations of every kind."""
    day = clock.today()
    rows = standings(day) if known is None else known
    people = {each.person for each in rows}
    return frozenset(each for each in people if engine.stand_in_for(each, day, kind, rows) == person)


def delegation_between(person: int, stand_in: int, kind: str) -> Delegation | None:
    """The delegation of the person that counts today for this kind, whoever ends up deciding."""
    for row in Delegation.objects.on(clock.today()).filter(person=person).select_related("stand_in"):
        if not row.kinds or kind in row.kinds:
            return row
    return None
