"""Walls of a matter as its page shows them: until when, who has acknowledged, whose glass is broken."""

from dataclasses import dataclass
from datetime import date, timedelta

from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.audit.selectors import events_of
from legalops.kernel import clock
from matters.events import READS
from matters.models import BreakGlassGrant, EthicalWall, Matter

_SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class WallRow:
    """One wall: who is behind it, who on the matter has acknowledged it and who has not."""

    wall: EthicalWall
    screened: list[User]
    acknowledged: list[User]
    waiting: list[User]

    @property
    def ends_soon(self) -> bool:
        """Whether it is lifted by itself within a fortnight."""
        ends: date | None = self.wall.expires_on
        return self.wall.lifted_at is None and ends is not None and ends <= clock.today() + _SOON


def wall_rows(matter: Matter) -> list[WallRow]:
    """All walls of the matter, the newest first. The matter comes from `visible_to`."""
    walls = matter.walls.select_related("raised_by").order_by("-raised_at")
    rows = walls.prefetch_related("screened__user", "acknowledgements__user")
    members = [member.user for member in matter.members.select_related("user").order_by("pk")]
    return [_row(wall, members) for wall in rows]


def walls_to_acknowledge(matter: Matter, person: User) -> list[EthicalWall]:
    """Standing walls that this person, who works on the matter, has not acknowledged."""
    standing = matter.walls.filter(lifted_at__isnull=True, matter__members__user=person)
    return list(standing.exclude(acknowledgements__user=person).order_by("raised_at"))


def open_glass(matter: Matter) -> list[BreakGlassGrant]:
    """Break-glass grants that stand on this matter now."""
    standing = matter.glass_grants.filter(ended_at__isnull=True, expires_at__gt=clock.now())
    return list(standing.select_related("user").order_by("expires_at"))


def glass_history(matter: Matter) -> list[BreakGlassGrant]:
    """Every break-glass grant there has been on this matter, the newest first."""
    return list(matter.glass_grants.select_related("user", "ended_by").order_by("-granted_at"))


def recent_reads(matter: Matter, limit: int = 20) -> list[AuditEvent]:
    """Who read this matter while it was restricted, walled or open by broken glass, the newest first."""
    return list(events_of(matter).filter(action__in=READS)[:limit])


def _row(wall: EthicalWall, members: list[User]) -> WallRow:
    known = {one.user_id for one in wall.acknowledgements.all()}
    return WallRow(
        wall,
        screened=[one.user for one in wall.screened.all()],
        acknowledged=[one.user for one in wall.acknowledgements.all()],
        waiting=[person for person in members if person.pk not in known],
    )
