"""Whom a check asks about."""

from dataclasses import dataclass

from legalops.requests.models import Request
from matters.conflicts import Side
from matters.models import ConflictCheck, ConflictSettings, Matter


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to look for: under which names, in what role and on which side."""

    label: str
    role: str
    side: Side
    names: tuple[str, ...]
    contact_id: int | None = None


def settings() -> ConflictSettings:
    """The department's settings, or those that ship with the product."""
    return ConflictSettings.objects.first() or ConflictSettings()


def asked_by(check: ConflictCheck) -> list[Asked]:
    """Everybody the check asks about, each once."""
    return _of_matter(check.matter) if check.matter_id else _of_request(check.request)


def names_asked(asked: list[Asked]) -> list[str]:
    """All names in a settled order: what makes a check out of date when it changes."""
    return sorted({name for each in asked for name in each.names})


def _of_matter(matter: Matter) -> list[Asked]:
    rows = matter.parties.filter(role__screened=True).select_related("contact", "role")
    found: dict[int, Asked] = {}
    for party in rows.prefetch_related("contact__names"):
        card = party.contact
        names = (card.name, *(each.name for each in card.names.all()))
        asked = Asked(card.name, party.role.name, Side(party.side), names, card.pk)
        before = found.get(card.pk)
        # On both sides, the graver one counts.
        if before is None or before.side is Side.NEUTRAL:
            found[card.pk] = asked
    return list(found.values())


def _of_request(request: Request) -> list[Asked]:
    return [Asked(name, "", Side.ADVERSE, (name,)) for name in dict.fromkeys(request.parties)]
