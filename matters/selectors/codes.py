"""Entity, department and cost centre of a matter as its page shows them."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from legalops.kernel import clock
from legalops.reference.models import Code
from matters.models import Matter

CENTRE = "cost_centre"
OWNERS = ("legal_entity", "department")
CODES = (*OWNERS, CENTRE)


@dataclass(frozen=True, slots=True)
class CodeFact:
    """A code under its label; `ended` is its last day when that has passed."""

    label: str
    code: Code
    ended: date | None


def codes_of(matter: Matter) -> list[CodeFact]:
    """The codes that the matter holds, those that have ended since among them."""
    today, found = clock.today(), []
    for name in CODES:
        if row := getattr(matter, name):
            label = capfirst(str(Matter._meta.get_field(name).verbose_name))
            found.append(CodeFact(label, row, row.last_day if row.ended(today) else None))
    return found
