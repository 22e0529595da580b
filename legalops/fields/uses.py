"""Where fields are used: packages above say where they name one, so that nobody retires it unawares."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from legalops.fields import formulas
from legalops.fields.catalogue import catalogue
from legalops.fields.definitions import Definition
from legalops.fields.enums import Kind
from legalops.fields.formulas import FormulaFault


@dataclass(frozen=True, slots=True)
class Use:
    """A place in words ("Workflow Disputes: Close") with its address; `blocks` when it could not go on."""

    where: str
    url: str = ""
    blocks: bool = False


ByCode: TypeAlias = Mapping[str, Iterable[Use]]
# For a record type: field code to the places that name it.
Provider: TypeAlias = Callable[[str], ByCode]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """Hear from a package where it names fields; called from apps' ready()."""
    _providers[name] = provider


def all_uses(record_type: str) -> dict[str, list[Use]]:
    """Every place that names a field of this record type, by field code."""
    found: dict[str, list[Use]] = {}
    for provider in (_in_fields, *_providers.values()):
        for code, places in provider(record_type).items():
            found.setdefault(code, []).extend(places)
    return found


def uses_of(record_type: str, code: str) -> list[Use]:
    """The places that name one field."""
    return all_uses(record_type).get(code, [])


def gathered(named: Iterable[tuple[Iterable[str], Use]]) -> dict[str, list[Use]]:
    """Places by the codes that each of them names, each place once for a code."""
    found: dict[str, list[Use]] = {}
    for codes, use in named:
        for code in dict.fromkeys(codes):
            if use not in (places := found.setdefault(code, [])):
                places.append(use)
    return found


def codes_in(conditions: Any) -> list[str]:
    """Codes of the fields that stored conditions ask about."""
    stored = conditions if isinstance(conditions, list) else []
    parts = [one for item in stored if isinstance(item, dict) for one in item.get("any", [item])]
    return [str(one["field"]) for one in parts if isinstance(one, dict) and one.get("field")]


def _in_fields(record_type: str) -> dict[str, list[Use]]:
    return gathered(pair for each in catalogue().live(record_type) for pair in _of_definition(each))


def _of_definition(each: Definition) -> Iterator[tuple[Iterable[str], Use]]:
    """What a field names, and where it stands itself."""
    label = {"label": each.label}
    if each.kind == Kind.FORMULA:
        yield codes_in_formula(each.formula), Use(_("Formula of “%(label)s”") % label, blocks=True)
    if each.kind == Kind.LOOKUP:
        yield [each.via], Use(_("Link that “%(label)s” follows") % label, blocks=True)
    conditions = [*each.shown_when, *each.required_when]
    yield codes_in(conditions), Use(_("Condition of “%(label)s”") % label, blocks=True)
    if each.asked_at_opening:
        yield [each.code], Use(_("Form: asked when a record is opened"))
    if each.required_from:
        yield [each.code], Use(_("Required from the stage %s") % each.required_from)
    if each.see_roles or each.edit_roles:
        roles = ", ".join(sorted(each.see_roles | each.edit_roles))
        yield [each.code], Use(_("Kept to roles: %s") % roles)
    if each.is_searchable:
        yield [each.code], Use(_("Found by search"))


def codes_in_formula(formula: str) -> set[str]:
    """Codes of the fields that a formula names; none for one that cannot be read."""
    try:
        return {name.code for name in formulas.names_in(formulas.parse(formula))}
    except FormulaFault:
        return set()
