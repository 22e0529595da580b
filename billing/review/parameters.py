"""Parameters of a rule: declared once, cleaned the same way for the admin form and for the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import polars as pl

Kind = Literal["int", "decimal", "text", "list", "choice"]

LONGEST_ENTRY = 200
"""Characters in one entry of a list: longer "phrases" are pasted documents, not phrases."""


class ParameterError(ValueError):
    """A parameter that a rule cannot work with. Its text is safe to show beside the form field.

    `parameter` is the name of the parameter, `problem` what is wrong, `mend` how to put it right.
    """

    def __init__(self, parameter: str, problem: str, mend: str) -> None:
        super().__init__(f"{parameter}: {problem} {mend}")
        self.parameter, self.problem, self.mend = parameter, problem, mend


@dataclass(frozen=True, slots=True)
class Parameter:
    """One setting of a rule: what a form needs to draw it and what the engine needs to trust it.

    `minimum` and `maximum` bound the value of a number and the count of entries of a list; `choices` are
    (value, label) pairs; `pattern` says that list entries are regular expressions of the linear-time
    engine. Otherwise entries are plain phrases in which no character is special.
    """

    name: str
    kind: Kind
    default: Any
    help: str
    label: str
    unit: str = ""
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    choices: tuple[tuple[str, str], ...] = ()
    pattern: bool = False

    def clean(self, value: Any) -> Any:
        """The value in its own type. Raises ParameterError naming what is wrong and the mend."""
        return _CLEANERS[self.kind](self, value)

    def refuse(self, problem: str, mend: str) -> ParameterError:
        """The error to raise for this parameter."""
        return ParameterError(self.name, problem, mend)

    def bounds(self) -> str:
        """The permitted range in words, for help texts and errors."""
        if self.minimum is not None and self.maximum is not None:
            return f"from {self.minimum} to {self.maximum}"
        if self.minimum is not None:
            return f"of {self.minimum} or more"
        return f"of {self.maximum} or less" if self.maximum is not None else "of any size"


def clean_parameters(declared: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """All declared parameters in their own types: the given values, defaults for the rest.

    Raises ParameterError for a name that the rule does not have and for the first value it cannot use.
    """
    known = {parameter.name: parameter for parameter in declared}
    for name in given:
        if name not in known:
            names = ", ".join(known) or "none"
            raise ParameterError(name, "This rule has no such parameter.", f"Known parameters: {names}.")
    return {name: parameter.clean(given.get(name, parameter.default)) for name, parameter in known.items()}


def _clean_int(parameter: Parameter, value: Any) -> int:
    number = _number(parameter, value)
    if number != number.to_integral_value():
        raise parameter.refuse(f"{value} is not a whole number.", "Enter a whole number such as 30.")
    return int(_bounded(parameter, number))


def _clean_decimal(parameter: Parameter, value: Any) -> Decimal:
    number = _number(parameter, value)
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -4:
        raise parameter.refuse(f"{value} has more than four decimals.", "Round it to four decimals.")
    return _bounded(parameter, number)


def _number(parameter: Parameter, value: Any) -> Decimal:
    try:
        # Through text, so that a number from a JSON column keeps the digits that a person wrote.
        number = Decimal(str(value).strip()) if not isinstance(value, bool) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise parameter.refuse(f"{value!r} is not a number.", f"Enter a number {parameter.bounds()}.")
    return number


def _bounded(parameter: Parameter, number: Decimal) -> Decimal:
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        mend = f"Enter a number {parameter.bounds()}."
        raise parameter.refuse(f"{number} is outside the permitted range.", mend)
    return number


def _clean_text(parameter: Parameter, value: Any) -> str:
    if not isinstance(value, str):
        raise parameter.refuse(f"{value!r} is not text.", "Enter text.")
    return value.strip()


def _clean_choice(parameter: Parameter, value: Any) -> str:
    values = [choice for choice, _ in parameter.choices]
    if value not in values:
        raise parameter.refuse(f"{value!r} is not a choice.", f"Choose one of: {', '.join(values)}.")
    return str(value)


def _clean_list(parameter: Parameter, value: Any) -> tuple[str, ...]:
    entries = value.splitlines() if isinstance(value, str) else value
    if not isinstance(entries, Sequence) or not all(isinstance(entry, str) for entry in entries):
        raise parameter.refuse("The value is not a list of texts.", "Enter one entry per line.")
    kept: dict[str, str] = {}
    for entry in filter(None, map(str.strip, entries)):
        kept.setdefault(entry.casefold(), entry)
    cleaned = tuple(kept.values())
    for entry in cleaned:
        _check_entry(parameter, entry)
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and len(cleaned) < low) or (high is not None and len(cleaned) > high):
        mend = f"Enter a number of entries {parameter.bounds()}."
        raise parameter.refuse(f"The list has {len(cleaned)} entries.", mend)
    return cleaned


def _check_entry(parameter: Parameter, entry: str) -> None:
    if len(entry) > LONGEST_ENTRY:
        problem = f"The entry “{entry[:40]}…” has {len(entry)} characters."
        raise parameter.refuse(problem, f"Shorten it to {LONGEST_ENTRY} characters.")
    if parameter.pattern:
        _check_pattern(parameter, entry)


def _check_pattern(parameter: Parameter, entry: str) -> None:
    # Compiled by the engine that will run it: linear time, so no look-around and no back-references.
    try:
        matches_nothing = pl.Series([""]).str.contains(f"(?i){entry}").item()
    except pl.exceptions.ComputeError as error:
        reason = str(error).split("This error occurred")[0].strip().splitlines()[-1].strip()
        mend = "Mend the pattern; back-references and look-around are not available."
        raise parameter.refuse(f"The pattern “{entry}” cannot be used: {reason}.", mend) from None
    if matches_nothing:
        problem = f"The pattern “{entry}” matches an empty text and so every line."
        raise parameter.refuse(problem, "Ask for at least one character.")


_CLEANERS = {
    "int": _clean_int,
    "decimal": _clean_decimal,
    "text": _clean_text,
    "list": _clean_list,
    "choice": _clean_choice,
}
