"""What happened lately on a matter, for its overview."""

from legalops.audit.selectors import events_of
from legalops.timeline.words import Happening, happening
from matters.events import READS
from matters.models import Matter


def lately_on(matter: Matter, limit: int = 6) -> list[Happening]:
    """The last events, newest first. The matter comes from `visible_to`."""
    return [happening(event) for event in events_of(matter).exclude(action__in=READS)[:limit]]
