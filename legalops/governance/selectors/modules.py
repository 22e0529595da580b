"""Modules as their page shows them."""

from dataclasses import dataclass

from legalops.access.models import Role, RoleAssignment, SwitchedOffModule
from legalops.access.modules import Module, module, modules
from legalops.access.switching import switched_off


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module; when it was switched off and by whom, if it is; and the active people whose roles use it."""

    module: Module
    off: SwitchedOffModule | None
    people: int
    needs: list[str]


def module_rows() -> list[ModuleRow]:
    """All modules, in three queries."""
    off = {row.code: row for row in SwitchedOffModule.objects.select_related("by")}
    granted = dict(Role.objects.values_list("pk", "capabilities"))
    held = RoleAssignment.objects.filter(user__is_active=True).values_list("user_id", "role_id")
    assignments = [(person, frozenset(granted.get(role, ()))) for person, role in held]
    return [_row(each, off.get(each.code), assignments) for each in modules()]


def names_switched_off() -> list[str]:
    """The modules that nobody has for the time being, as people read them."""
    off = switched_off()
    return [str(each.label) for each in modules() if each.code in off]


def _row(
    found: Module, off: SwitchedOffModule | None, assignments: list[tuple[int, frozenset[str]]]
) -> ModuleRow:
    people = {person for person, can in assignments if can & found.capabilities}
    needs = [str(each.label) for code in found.needs if (each := module(code))]
    return ModuleRow(found, off, len(people), needs)
