"""Changing a matter's own fields, without overwriting what someone else just changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import Conflict, DomainError
from matters.enums import MemberRole
from matters.models import Matter
from matters.selectors.codes import CODES
from matters.services.codes import settled
from matters.services.guards import is_screened, locked, refuse_losing_sight

EDITABLE = (
    "name", "matter_type", "lead", "team", "legal_entity", "department", "cost_centre", "business_unit",
    "description", "currency", "opened_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in two versions, in words."""

    field: str
    label: str
    theirs: str
    yours: str


class EditConflict(Conflict):
    """Someone changed the matter first; `differences` has both versions, `version` is the present one."""

    def __init__(self, differences: list[Difference], version: int) -> None:
        both = "; ".join(
            _("%(label)s: now “%(theirs)s”, yours “%(yours)s”")
            % {"label": d.label, "theirs": d.theirs, "yours": d.yours}
            for d in differences
        )
        opening = ngettext(
            "Someone changed this matter while you were typing.",
            "Someone changed this matter while you were typing, in more than one place.",
            len(differences),
        )
        super().__init__("matter.changed", f"{opening} {both}.")
        self.differences, self.version = differences, version


@transaction.atomic
def edit_matter(matter: Matter, changes: Mapping[str, Any], *, version: int, actor: User) -> Matter:
    """Change the fields named in EDITABLE; `version` is the one the person was looking at.

    Raises EditConflict when another version is stored and differs, DomainError when the actor could no longer
    see the matter, the new lead is screened off it or a code does not fit.
    """
    current = locked(matter, actor=actor)
    changed = {
        name: value for name, value in changes.items() if name in EDITABLE and getattr(current, name) != value
    }
    if not changed:
        return current
    if current.version != version:
        raise EditConflict([_difference(current, *item) for item in changed.items()], current.version)
    changed |= _codes_with_them(current, changed)
    before = {name: _words(getattr(current, name)) for name in changed}
    for name, value in changed.items():
        setattr(current, name, value)
    if "lead" in changed:
        _take_the_lead(current)
    current.version += 1
    current.save(update_fields=[*changed, "version"])
    after = {name: _words(value) for name, value in changed.items()}
    record(current, "matters.matter.edited", actor=actor, before=before, after=after)
    refuse_losing_sight(current, actor=actor)
    return current


def _codes_with_them(matter: Matter, changed: Mapping[str, Any]) -> dict[str, Any]:
    """What entity, department and cost centre become when one of them changes."""
    chosen = [name for name in CODES if name in changed]
    if not chosen:
        return {}
    codes = {name: changed[name] if name in changed else getattr(matter, name) for name in CODES}
    found = settled(codes, chosen=chosen, opened_on=changed.get("opened_on", matter.opened_on))
    return {name: row for name, row in found.items() if getattr(matter, name) != row}


def _take_the_lead(matter: Matter) -> None:
    """The new lead is on the matter as its lead; the earlier one stays on it as an attorney."""
    if not matter.lead.is_active or is_screened(matter.lead, matter):
        message = _("%(person)s cannot lead this matter. Choose someone else.")
        raise DomainError("matter.lead_unfit", message % {"person": matter.lead}, field="lead")
    matter.members.filter(role=MemberRole.LEAD).update(role=MemberRole.ATTORNEY)
    matter.members.update_or_create(user=matter.lead, defaults={"role": MemberRole.LEAD})


def _difference(current: Matter, name: str, yours: Any) -> Difference:
    label = str(Matter._meta.get_field(name).verbose_name)
    return Difference(name, label[:1].upper() + label[1:], _words(getattr(current, name)), _words(yours))


def _words(value: Any) -> str:
    return "" if value is None else str(value)
