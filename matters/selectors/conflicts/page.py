"""A check as a person may see it: hits on matters that are hidden from them stay nameless (ADR 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.contacts.enums import INVERSE, NameKind, RelationKind
from legalops.contacts.selectors.words import reason_in_words
from legalops.web import formats
from matters.conflicts import Source
from matters.enums import HitDecision, PartySide
from matters.models import ConflictCheck, ConflictHit, Matter
from matters.selectors.audience import standing_viewers

_SEVERITIES = {
    "high": (gettext_lazy("High"), "bad", 0),
    "medium": (gettext_lazy("Medium"), "warn", 1),
    "low": (gettext_lazy("Low"), "muted", 2),
}
_SOURCES = {
    Source.ENTITY: gettext_lazy("One of our own companies"),
    Source.FIRM: gettext_lazy("A law firm that works for us"),
    Source.TIMEKEEPER: gettext_lazy("A person of a law firm that works for us"),
    Source.REQUEST: gettext_lazy("Named on a request"),
    Source.MATTER: gettext_lazy("In the name of a matter"),
}


@dataclass(frozen=True, slots=True)
class HitLine:
    """A hit in words. A restricted one says only that there is one, and whom to ask."""

    hit: ConflictHit
    restricted: bool
    severity: Any
    tone: str
    why: str
    where: str
    url: str
    ask: str

    @property
    def pending(self) -> bool:
        """Whether it waits for a decision."""
        return self.hit.decision == HitDecision.PENDING

    @property
    def asked_side(self) -> Any:
        """The side of whom was asked about."""
        return PartySide(self.hit.asked_side).label

    @property
    def found_side(self) -> Any:
        """The side of what was found."""
        return PartySide(self.hit.found_side).label


def hit_lines(check: ConflictCheck, user: User) -> list[HitLine]:
    """Hits of the last run, the gravest first; restricted ones for conflict reviewers alone."""
    rows = check.hits.filter(current=True).select_related("found_matter__stage", "decided_by")
    reviewer = has_capability(user, can.CONFLICTS_REVIEW)
    seen = set(ConflictHit.objects.visible_to(user).filter(check_of=check).values_list("pk", flat=True))
    lines = []
    for hit in rows.prefetch_related("waivers"):
        if hit.pk in seen:
            lines.append(_open_line(hit))
        elif reviewer:
            lines.append(_restricted_line(hit))
    return sorted(lines, key=lambda line: (_rank(line), line.hit.asked, line.hit.pk))


def line_of(check: ConflictCheck, user: User, pk: int) -> HitLine | None:
    """One hit as the person may see it."""
    return next((line for line in hit_lines(check, user) if line.hit.pk == pk), None)


def _rank(line: HitLine) -> int:
    return 0 if line.restricted else _SEVERITIES[line.hit.severity][2]


def _open_line(hit: ConflictHit) -> HitLine:
    word, tone, _rank_of = _SEVERITIES[hit.severity]
    where, url = _where(hit)
    return HitLine(hit, False, word, tone, _sentence(hit.reasons), where, url, "")


def _restricted_line(hit: ConflictHit) -> HitLine:
    """Neither name, likeness nor severity: each would tell something of the matter."""
    words = _("A restricted matter") if hit.found_matter else _("A restricted request")
    return HitLine(hit, True, _("Restricted"), "neutral", "", words, "", _whom_to_ask(hit.found_matter))


def _whom_to_ask(matter: Matter | None) -> str:
    """Conflict reviewers who see it; where there is none, whoever keeps ethical walls."""
    for capability in (can.CONFLICTS_REVIEW, can.MATTERS_MANAGE_WALLS):
        names = [
            str(viewer.person)
            for viewer in (standing_viewers(matter) if matter else ())
            if has_capability(viewer.person, capability)
        ]
        if names:
            return ", ".join(names)
    keepers = User.objects.filter(
        is_active=True, role_assignments__role__capabilities__contains=[can.MATTERS_MANAGE_WALLS]
    )
    return ", ".join(str(person) for person in keepers.distinct().order_by("full_name"))


def _where(hit: ConflictHit) -> tuple[str, str]:
    if hit.source == Source.PARTY and hit.found_matter:
        matter = hit.found_matter
        return f"{matter.number} {matter.name}", reverse("matters:matter", args=[matter.number])
    words = str(_SOURCES[Source(hit.source)])
    if hit.found_matter:
        matter = hit.found_matter
        return f"{words}: {matter.number}", reverse("matters:matter", args=[matter.number])
    return words, ""


def _sentence(reasons: Sequence[Sequence[str]]) -> str:
    said = "; ".join(dict.fromkeys(_reason(reason) for reason in reasons))
    return said[:1].upper() + said[1:]


def _reason(reason: Sequence[str]) -> str:
    told = _TOLD.get(reason[0])
    return told(*reason[1:]) if told else reason_in_words(reason)


def _name(kind: str, until: str) -> str:
    label = str(NameKind(kind).label).lower()
    if until:
        return _("%(label)s until %(day)s") % {"label": label, "day": formats.day(date.fromisoformat(until))}
    return label


def _relation(kind: str, way: str, until: str) -> str:
    relation = RelationKind(kind)
    label = str(INVERSE[relation] if way == "in" else relation.label).lower()
    if until:
        words = {"label": label, "day": formats.day(date.fromisoformat(until))}
        return _("by relation: %(label)s, until %(day)s") % words
    return _("by relation: %s") % label


def _ended(day: str) -> str:
    return _("no longer in that role since %s") % formats.day(date.fromisoformat(day))


_TOLD = {
    "card": lambda: _("the same contact card"),
    "name": _name,
    "relation": _relation,
    "ended": _ended,
}
