"""Where fields are used: packages above say where they name one, so that nobody retires it unawares."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from legalops.fields import formulas
from legalops.fields.catalogue import catalogue
from legalops.fields.enums import Kind
from legalops.fields.formulas import FormulaFault


@dataclass(frozen=True, slots=True)
class Use:
    """A place in words ("Workflow Disputes: Close") with its address; `blocks` when it could not go on."""

    where: str
    url: str = ""
    blocks: bool = False


# For a record type: field code to the places that name it.
Provider = Callable[[str], Mapping[str, Iterable[Use]]]
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


def _in_fields(record_type: str) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for each in catalogue().live(record_type):
        if each.kind == Kind.FORMULA:
            for code in _named(each.formula):
                found.setdefault(code, []).append(Use(f"formula of “{each.label}”", blocks=True))
        for item in (*each.shown_when, *each.required_when):
            for one in item.get("any", [item]):
                found.setdefault(one.get("field", ""), []).append(
                    Use(f"condition of “{each.label}”", blocks=True)
                )
    return found


def _named(formula: str) -> set[str]:
    try:
        return {name.code for name in formulas.names_in(formulas.parse(formula))}
    except FormulaFault:
        return set()
