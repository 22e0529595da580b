"""How a conflict check stands, in one word for headers and lists."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from matters.enums import CheckState
from matters.models import ConflictCheck


@dataclass(frozen=True, slots=True)
class Standing:
    """A word, its tone, and whether it lets a matter go on."""

    word: Any
    tone: str
    cleared: bool = False


_OF_STATE = {
    CheckState.OPEN: Standing(_("Conflicts: open"), "warn"),
    CheckState.CLEARED: Standing(_("Conflicts: cleared"), "ok", cleared=True),
    CheckState.CONFLICT: Standing(_("Conflicts: conflict"), "bad"),
}
_NEVER = Standing(_("Conflicts: not checked"), "muted")
_STALE = Standing(_("Conflicts: out of date"), "warn")


def standing_of(check: ConflictCheck | None) -> Standing:
    """Of a check, or of a record that has none."""
    if check is None:
        return _NEVER
    if check.stale or check.run_at is None:
        return _STALE
    return _OF_STATE[CheckState(check.state)]


def check_of_matter(matter) -> ConflictCheck | None:
    """The matter's check; the matter comes from `visible_to`."""
    return ConflictCheck.objects.filter(matter=matter).first()
