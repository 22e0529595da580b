"""Which rules run, how strictly, and for whom: rows of the admin turned into values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from billing.review.catalogue import RULES, rule
from billing.review.parameters import ParameterError, clean_parameters
from billing.review.template import placeholders


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """A rule as a department set it.

    Empty `matter_types` and `firm_ids` mean all. Where several settings of one rule fit an invoice, the most
    specific one decides alone (firm and type, then firm, then type, then all; among equals the higher
    version, then the earlier in the list). A specific setting that is not enabled therefore exempts its
    scope. Missing parameters have their defaults, an empty message is the rule's own; `clause` names the
    guideline's clause and is added to the message.
    """

    code: str
    version: int
    enabled: bool
    outcome: str
    params: Mapping[str, Any] = field(default_factory=dict)
    matter_types: frozenset[str] = frozenset()
    firm_ids: frozenset[int] = frozenset()
    message: str = ""
    clause: str = ""

    @property
    def specificity(self) -> int:
        """3 for firm and matter type, 2 for firm, 1 for matter type, 0 for all."""
        return 2 * bool(self.firm_ids) + bool(self.matter_types)


def default_settings() -> tuple[RuleSetting, ...]:
    """All rules at their defaults (`domain/ledes.md §7`), version 1, enabled, for all matters and firms."""
    return tuple(
        RuleSetting(
            code=each.code,
            version=1,
            enabled=True,
            outcome=each.default_outcome,
            params={parameter.name: parameter.default for parameter in each.parameters},
            message=each.message,
        )
        for each in RULES
    )


def validate_params(code: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a rule in their own types, defaults filled in.

    Raises ValueError (ParameterError) naming the parameter, what is wrong and the mend; KeyError for a code
    that no rule has.
    """
    return clean_parameters(rule(code).parameters, params)


def storable_params(code: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters in a form that JSON can hold: decimals as text. Errors as validate_params."""
    return {
        name: str(value) if isinstance(value, Decimal) else list(value) if isinstance(value, tuple) else value
        for name, value in validate_params(code, params).items()
    }


def validate_message(code: str, message: str) -> None:
    """Raises ValueError where a message for the firm names a figure that the rule does not give."""
    known = {fact.name for fact in rule(code).facts}
    offered = ", ".join(f"{{{name}}}" for name in sorted(known))
    try:
        used = placeholders(message)
    except ValueError as error:
        mend = "Write figures as {name} and a brace as {{ or }}."
        raise ParameterError("message", f"{error}.", mend) from None
    for name in used:
        if name not in known:
            raise ParameterError("message", f"There is no figure {{{name}}}.", f"Use: {offered}.")


def validate_setting(setting: RuleSetting) -> None:
    """Raises ValueError where the setting's outcome, parameters or message do not suit its rule."""
    allowed = rule(setting.code).outcomes
    if setting.outcome not in allowed:
        problem = f"{setting.code} cannot end in “{setting.outcome}”."
        raise ParameterError("outcome", problem, f"Choose one of: {', '.join(allowed)}.")
    validate_params(setting.code, setting.params)
    validate_message(setting.code, setting.message)
