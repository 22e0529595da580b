"""Two ethical walls, each between a live matter and somebody of the same team."""

from collections.abc import Sequence

from legalops.demo.plan.model import MatterPlan, StaffPlan

WALLS = 2


def set_walls(matters: Sequence[MatterPlan], staff: Sequence[StaffPlan]) -> None:
    """Screen one colleague off each of the first large live matters that are not restricted."""
    live = [m for m in matters if m.closed_on is None and not m.restricted and not m.story]
    for matter in sorted(live, key=lambda m: (-m.scale, m.key))[:WALLS]:
        colleagues = [
            person.key
            for person in staff
            if person.role == "attorney"
            and person.active
            and person.team == matter.team
            and person.key not in (matter.lead, matter.backup)
        ]
        matter.screened = colleagues[:1] or [person.key for person in staff if person.role == "requester"]
