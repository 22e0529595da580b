"""Findings: what is wrong in a file, where, and how to mend it (codes of domain/ledes.md §8)."""

from dataclasses import dataclass
from typing import Literal

from billing.ledes.messages import MESSAGES

Severity = Literal["error", "warning"]

_SHOWN = 80  # characters of a value that a message repeats


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. `line` is the physical line (1-based) on which the record starts; None for the whole file.

    `code` is part of the product's interface. An "error" refuses the file, a "warning" never does.
    """

    code: str
    severity: Severity
    line: int | None
    field: str | None
    value: str | None
    message: str
    mend: str


class Notes:
    """Collects findings up to a cap, errors before warnings, and counts what it had to drop."""

    def __init__(self, *, strict: bool = False, cap: int = 200) -> None:
        self.strict = strict
        self._cap = cap
        self._kept: dict[Severity, list[Finding]] = {"error": [], "warning": []}
        self._seen: dict[Severity, int] = {"error": 0, "warning": 0}

    @property
    def refused(self) -> bool:
        """True once any error was met, kept or dropped."""
        return self._seen["error"] > 0

    @property
    def findings(self) -> list[Finding]:
        """What was kept, in file order; warnings give way to errors when there are too many of both."""
        errors, warnings = self._kept["error"], self._kept["warning"]
        kept = errors + warnings[: max(0, self._cap - len(errors))]
        return sorted(kept, key=lambda finding: finding.line or 0)

    @property
    def dropped(self) -> int:
        """How many findings were met beyond those in `findings`."""
        return sum(self._seen.values()) - len(self.findings)

    @property
    def errors_dropped(self) -> int:
        """How many of those dropped refuse the file; errors give way to nothing but more errors."""
        return self._seen["error"] - len(self._kept["error"])

    def error(
        self,
        key: str,
        line: int | None = None,
        field: str | None = None,
        value: str | None = None,
        **facts: object,
    ) -> None:
        """Record a fault that refuses the file; `key` is the code, or "code:variant" of its message."""
        self._add("error", key, line, field, value, facts)

    def warn(
        self,
        key: str,
        line: int | None = None,
        field: str | None = None,
        value: str | None = None,
        **facts: object,
    ) -> None:
        """Record something odd that does not refuse the file."""
        self._add("warning", key, line, field, value, facts)

    def repaired(
        self,
        key: str,
        line: int | None = None,
        field: str | None = None,
        value: str | None = None,
        **facts: object,
    ) -> None:
        """Record something the reader mends itself: a warning, or an error when reading strictly."""
        self._add("error" if self.strict else "warning", key, line, field, value, facts)

    def count_unseen_warnings(self, number: int) -> None:
        """Count warnings that were found in bulk after the cap was reached, without describing them."""
        self._seen["warning"] += number

    def room_for_warnings(self) -> int:
        """How many more warnings would be kept."""
        return self._cap - len(self._kept["warning"])

    def _add(
        self,
        severity: Severity,
        key: str,
        line: int | None,
        field: str | None,
        value: str | None,
        facts: dict[str, object],
    ) -> None:
        self._seen[severity] += 1
        if len(self._kept[severity]) < self._cap:
            self._kept[severity].append(_describe(severity, key, line, field, value, facts))


def _describe(
    severity: Severity,
    key: str,
    line: int | None,
    field: str | None,
    value: str | None,
    facts: dict[str, object],
) -> Finding:
    shown = None if value is None else shorten(value)
    message, mend = MESSAGES[key]
    told = {name: printable(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
    facts = {"field": field, "value": shown, **told}
    return Finding(
        key.partition(":")[0], severity, line, field, shown, message.format(**facts), mend.format(**facts)
    )


def shorten(value: str) -> str:
    """The value as it may be shown: one printable line, not longer than a message can bear."""
    text = printable(value[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def printable(text: str) -> str:
    """The text with a replacement sign for whatever cannot be printed."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
