"""A matter's log as its page shows it."""

from dataclasses import dataclass
from typing import Any

from legalops.accounts.models import User
from legalops.kernel.texts import fits
from legalops.web.tables.keyset import Page, SortKey, paginate
from matters.log_enums import NoteKind
from matters.models import Matter, Note
from matters.querysets import LogQuerySet

PAGE = 30
_NEWEST = (SortKey("pinned", descending=True), SortKey("occurred_on", descending=True), SortKey("pk", True))


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """What notes are looked for: of one kind, with this text, struck out ones too."""

    kind: str = ""
    text: str = ""
    struck: bool = False

    @property
    def any(self) -> bool:
        """Whether it leaves some out that would stand there otherwise."""
        return bool(self.kind or self.text)


def note_filter(given: Any) -> NoteFilter:
    """What an address asks for; what it cannot mean is left out."""
    kind, text = given.get("kind", ""), given.get("q", "").strip()
    return NoteFilter(
        kind if kind in NoteKind.values else "", text if fits(text) else "", given.get("struck") == "1"
    )


def notes_page(matter: Matter, user: User, wanted: NoteFilter, *, cursor: str = "") -> Page:
    """A page of notes: pinned ones, then the newest, with author and earlier texts."""
    return paginate(_found(matter, user, wanted), _NEWEST, size=PAGE, cursor=cursor)


def _found(matter: Matter, user: User, wanted: NoteFilter) -> LogQuerySet:
    rows = Note.objects.visible_to(user).filter(matter=matter)
    if not wanted.struck:
        rows = rows.filter(struck_at=None)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.text:
        rows = rows.filter(text__icontains=wanted.text)
    return rows.select_related("author", "struck_by").prefetch_related("earlier")
