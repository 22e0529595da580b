"""Which matter or person a firm may have meant: suggestions, never decisions."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from django.db.models import F

from billing.policies import billed_id_key, loose_number_key
from matters.models import Matter
from vendors.models import Timekeeper

if TYPE_CHECKING:
    from billing.selectors.unmatched import MatterGroup, PersonGroup

_MOST = 3
# Below this share of equal characters two numbers have little to do with each other.
_ALIKE = 0.7


def likely_matters(user, groups: Sequence[MatterGroup]) -> None:
    """Add to each group the firm's matters with the most similar numbers; only those the person may see."""
    firms = {each.firm.pk for each in groups}
    engaged = (
        Matter.objects.visible_to(user)
        .filter(engagements__firm__in=firms, engagements__ended_on__isnull=True)
        .annotate(engaged_firm_id=F("engagements__firm_id"))
        .order_by("-opened_on", "-pk")
    )
    by_firm: dict[int, list[Matter]] = {}
    for matter in engaged:
        by_firm.setdefault(matter.engaged_firm_id, []).append(matter)
    for group in groups:
        billed = (group.client_matter_id, group.law_firm_matter_id)
        scored = [(_likeness(billed, matter), matter) for matter in by_firm.get(group.firm.pk, [])]
        group.suggestions = _best(scored)


def likely_people(groups: Sequence[PersonGroup]) -> None:
    """Add to each group the firm's people with the same last name or nearly the same id."""
    people = Timekeeper.objects.filter(firm__in={each.firm.pk for each in groups})
    by_firm: dict[int, list[Timekeeper]] = {}
    for person in people.order_by("last_name", "first_name"):
        by_firm.setdefault(person.firm_id, []).append(person)
    for group in groups:
        group.suggestions = _best(
            [(_person_likeness(group, person), person) for person in by_firm.get(group.firm.pk, [])]
        )


def names_of(billed: str) -> tuple[str, str]:
    """Last and first name of "Last, First" (LEDES 1998B field 22), or of "First Last"."""
    if "," in billed:
        last, _, first = billed.partition(",")
    else:
        first, _, last = billed.strip().rpartition(" ")
    return last.strip(), first.strip()


def _likeness(billed: tuple[str, ...], matter: Matter) -> float:
    own = loose_number_key(matter.number)
    return max(_ratio(loose_number_key(text), own) for text in billed)


def _person_likeness(group: PersonGroup, person: Timekeeper) -> float:
    last, first = (_plain(text) for text in names_of(group.name))
    if last and last == _plain(person.last_name):
        return 2.0 if first[:1] == _plain(person.first_name)[:1] else 1.5
    return _ratio(billed_id_key(group.code), billed_id_key(person.code)) - 0.25


def _best(scored: list[tuple[float, object]]) -> list:
    likely = sorted((pair for pair in scored if pair[0] >= _ALIKE), key=lambda pair: -pair[0])
    return [each for _, each in likely[:_MOST]]


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio() if one and other else 0.0


def _plain(text: str) -> str:
    """Lower case without accents."""
    split = unicodedata.normalize("NFKD", text)
    return "".join(each for each in split if not unicodedata.combining(each)).casefold().strip()
