"""Entity, department and cost centre of a matter: which may be set, and that they fit together."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.reference.models import Code, CostCentre
from matters.selectors.codes import CENTRE, OWNERS

Codes = Mapping[str, Code | None]


def settled(codes: Codes, *, chosen: Collection[str], opened_on: date) -> dict[str, Code | None]:
    """The codes of a matter after those of these names were chosen: a cost centre brings its owners along.

    Raises DomainError naming the field as `faults` does.
    """
    found = with_owners(codes, chosen=chosen)
    for field, message in faults(found, chosen=chosen, opened_on=opened_on):
        raise DomainError("matter.code_unfit", message, field=field)
    return found


def with_owners(codes: Codes, *, chosen: Collection[str]) -> dict[str, Code | None]:
    """The codes with entity and department of a cost centre just chosen, where those were not chosen too."""
    found = dict(codes)
    centre = codes.get(CENTRE)
    if CENTRE in chosen and isinstance(centre, CostCentre):
        for name in OWNERS:
            if name not in chosen and getattr(centre, name) is not None:
                found[name] = getattr(centre, name)
    return found


def faults(codes: Codes, *, chosen: Collection[str], opened_on: date) -> Iterator[tuple[str, str]]:
    """What is wrong, by field: a code that never held while the matter was open, or a foreign cost centre."""
    today = clock.today()
    for name in chosen:
        row = codes.get(name)
        if row is not None and not row.in_force_between(min(opened_on, today), today):
            message = _("%s is not in force. Choose another, or correct its period.")
            yield name, message % row
    centre = codes.get(CENTRE)
    for name in OWNERS:
        owner = getattr(centre, name) if isinstance(centre, CostCentre) else None
        held = codes.get(name)
        # A later period of the same code is the same owner.
        if owner is not None and (held is None or held.code != owner.code):
            message = _(
                "The cost centre %(centre)s belongs to %(owner)s. Choose that, or another cost centre."
            )
            yield name if name in chosen else CENTRE, message % {"centre": centre, "owner": owner}
