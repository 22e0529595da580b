"""What a rule would tell on a day, shown to whoever tries it as far as they may see the records."""

from dataclasses import dataclass
from datetime import date

from legalops.accounts.models import User
from legalops.notifications.models import ReminderRule
from legalops.notifications.services.notifying import Word
from legalops.notifications.services.reminding.drafting import Drafting
from legalops.notifications.services.reminding.running import AT_ONCE, allowed

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Trial:
    """How many would be told, and those of them that may be shown, with the recipient's name."""

    total: int
    shown: list[tuple[str, Word]]
    hidden: int


def preview(rule: ReminderRule, on: date, viewer: User) -> Trial:
    """Nothing is stored or sent. Of records that the viewer may not see only the number is told."""
    drafting = Drafting(rule, on)
    drafts = drafting.drafts(drafting.rows()[:AT_ONCE])
    words = allowed([*drafts.due, *drafts.escalated], drafting)
    ids = {word.subject_id for word in words}
    seen = set(drafting.type.rows().visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))
    names = User.objects.in_bulk({word.recipient_id for word in words})
    shown = [(str(names[w.recipient_id]), w) for w in words if w.subject_id in seen]
    return Trial(len(words), shown[:SHOWN], len(words) - len(shown))
