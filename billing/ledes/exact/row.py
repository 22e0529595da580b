"""One record under the full check: its texts, and what could be parsed of them."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from billing.ledes.exact.tally import Tally
from billing.ledes.findings import Notes


class Amounts(NamedTuple):
    """The numbers of a line: ten-thousandths, `rate` in hundred-millionths; a blank counts as 0."""

    units: int
    adjustment: int
    total: int
    cost: int
    rate: int = 0
    tax: int = 0


@dataclass(slots=True)
class Row:
    """A record's values by field name. `numbers` and `dates` hold only what parsed; a blank number is 0.

    `faulty` is True once anything at all was found, even where the finding was told before.
    """

    line: int
    text: dict[str, str]
    tally: Tally
    notes: Notes
    numbers: dict[str, int] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    faulty: bool = False

    @property
    def kind(self) -> str:
        """F, E, IF or IE, or whatever the firm wrote instead."""
        return self.text["EXP/FEE/INV_ADJ_TYPE"]

    def error(self, key: str, name: str, **facts: object) -> None:
        """An error at a field of this record."""
        self.faulty = True
        self.notes.error(key, self.line, name, self.text[name], **facts)

    def warn(self, key: str, name: str, **facts: object) -> None:
        """A warning at a field of this record."""
        self.faulty = True
        self.notes.warn(key, self.line, name, self.text[name], **facts)

    def repaired(self, key: str, name: str, **facts: object) -> None:
        """Something mended, or refused when strict, at a field of this record."""
        self.faulty = True
        self.notes.repaired(key, self.line, name, self.text[name], **facts)

    def error_once(self, key: str, name: str, **facts: object) -> None:
        """An error at a value that the invoice repeats on every record: told once for each value."""
        if self.tally.first_time(key, name, self.text[name]):
            self.error(key, name, **facts)
        self.faulty = True

    def warn_once(self, key: str, name: str, **facts: object) -> None:
        """The same for a warning."""
        if self.tally.first_time(key, name, self.text[name]):
            self.warn(key, name, **facts)
        self.faulty = True

    def amounts(self) -> Amounts | None:
        """The numbers of the line, or None if one of them could not be read."""
        names = (
            "LINE_ITEM_NUMBER_OF_UNITS",
            "LINE_ITEM_ADJUSTMENT_AMOUNT",
            "LINE_ITEM_TOTAL",
            "LINE_ITEM_UNIT_COST",
            "LINE_ITEM_TAX_RATE",
            "LINE_ITEM_TAX_TOTAL",
        )
        found = [self.numbers.get(name) for name in names if name in self.text]
        known = [value for value in found if value is not None]
        return Amounts(*known) if len(known) == len(found) else None
