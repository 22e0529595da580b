"""The shortcut: judges in a few dictionary look-ups that a record is plainly good.

Most records repeat the invoice's values word for word and use dates, amounts, codes and people met before.
For those the full check is not needed. The shortcut never finds a fault: whatever is not plainly good, or
merely new, goes to the full check. The long expressions below are the hot loop of the exact reader.
"""

from billing.ledes.codes import current_classes
from billing.ledes.exact.row import Amounts
from billing.ledes.exact.tally import Tally
from billing.ledes.fields import EXPENSE, FEE, KINDS, LONG_TEXT
from billing.ledes.values import (
    AMOUNT_SCALE,
    CENT_OF_PRODUCT,
    CENT_OF_TAX,
    RATE_SCALE,
    Cache,
    NotPlain,
    parse_amount,
    parse_date,
    parse_rate,
)


class Shortcut1998B:
    """Shortcut for records of 24 fields; `learn` takes the repeated values from a record that passed."""

    def __init__(self) -> None:
        self.tally: Tally | None = None
        self._head: list[str] = []
        self._firm = self._matter = ""
        self._start = self._end = ""
        self._seen: set[str] = set()
        self.dates = Cache(parse_date)
        self.amounts: Cache[str, int] = Cache(_plain_amount)
        self._codes = Cache(_plain_codes)
        self._people = Cache(type(self)._plain_person)

    def learn(self, tally: Tally, fields: list[str]) -> None:
        """Remember what this faultless record says of its invoice and matter."""
        self.tally = tally
        self._head, self._firm, self._matter = fields[:8], fields[19], fields[23]
        self._start, self._end = fields[5], fields[6]
        self._seen = tally.open_numbers()

    def forget(self) -> None:
        """The file moved on to an invoice that is not learnt yet."""
        self.tally, self._head = None, []

    def judge(self, fields: list[str]) -> Amounts | tuple[int, ...] | None:
        """The numbers of a plainly good record (as in `Amounts`), counted in its tally; None otherwise."""
        if (
            len(fields) != 24
            or fields[:8] != self._head
            or fields[19] != self._firm
            or fields[23] != self._matter
        ):
            return None
        try:
            kind, worked, number = fields[9], fields[13], fields[8]
            self._codes[kind, fields[14], fields[15], fields[16]]
            self._people[kind, fields[17], fields[21], fields[22]]
            self.dates[worked]
            amounts = self.amounts
            units, total, cost = amounts[fields[10]], amounts[fields[12]], amounts[fields[20]]
            adjustment = amounts[fields[11]]
        except NotPlain:
            return None
        tally = self.tally
        seen = self._seen
        if (
            not (self._start <= worked <= self._end)
            or not number
            or number in seen
            or len(number) > 20
            or not fields[12]
            or (len(kind) == 1 and not (fields[10] and fields[20]))
            or len(fields[18]) > LONG_TEXT
            or not -CENT_OF_PRODUCT <= units * cost + (adjustment - total) * AMOUNT_SCALE <= CENT_OF_PRODUCT
        ):
            return None
        seen.add(number)
        tally.count += 1  # type: ignore[union-attr]
        tally.total += total  # type: ignore[union-attr]
        return units, adjustment, total, cost

    @staticmethod
    def _plain_person(key: tuple[str, ...]) -> bool | None:
        kind, identity, name, classification = key
        good = (identity or kind != FEE) and len(identity) <= 20 and len(name) <= 30
        return True if good and (not classification or classification in current_classes()) else None


class Shortcut98BI(Shortcut1998B):
    """Shortcut for records of 52 fields."""

    def __init__(self) -> None:
        super().__init__()
        self._middle: list[str] = []
        self._addresses: list[str] = []
        self._reported: list[str] = []
        self.rates: Cache[str, int] = Cache(_plain_rate)

    def learn(self, tally: Tally, fields: list[str]) -> None:
        """Remember what this faultless record says of its invoice and matter."""
        super().learn(tally, fields)
        self._middle, self._addresses, self._reported = fields[24:30], fields[33:47], fields[50:]

    def judge(self, fields: list[str]) -> Amounts | tuple[int, ...] | None:
        """The numbers of a plainly good record (as in `Amounts`), counted in its tally; None otherwise."""
        if (
            len(fields) != 52
            or fields[:8] != self._head
            or fields[24:30] != self._middle
            or fields[33:47] != self._addresses
            or fields[50:] != self._reported
            or fields[19] != self._firm
            or fields[23] != self._matter
        ):
            return None
        try:
            kind, worked, number = fields[9], fields[13], fields[8]
            self._codes[kind, fields[14], fields[15], fields[16]]
            self._people[kind, fields[17], fields[21], fields[22], fields[30], fields[31]]
            self.dates[worked]
            amounts = self.amounts
            units, total, cost = amounts[fields[10]], amounts[fields[12]], amounts[fields[20]]
            adjustment, tax, rate = amounts[fields[11]], amounts[fields[48]], self.rates[fields[47]]
        except NotPlain:
            return None
        tally = self.tally
        seen = self._seen
        base = units * cost + adjustment * AMOUNT_SCALE
        if (
            not (self._start <= worked <= self._end)
            or not number
            or number in seen
            or len(number) > 20
            or not fields[12]
            or not fields[48]
            or fields[32] not in ("O", "T")
            or (len(kind) == 1 and not (fields[10] and fields[20]))
            or len(fields[18]) > LONG_TEXT
            or len(fields[49]) > 20
            or not -CENT_OF_PRODUCT <= base + (tax - total) * AMOUNT_SCALE <= CENT_OF_PRODUCT
            or not -CENT_OF_TAX <= base * rate - tax * (AMOUNT_SCALE * RATE_SCALE) <= CENT_OF_TAX
        ):
            return None
        seen.add(number)
        tally.count += 1  # type: ignore[union-attr]
        tally.total += total  # type: ignore[union-attr]
        tally.tax += tax  # type: ignore[union-attr]
        return units, adjustment, total, cost, rate, tax

    @staticmethod
    def _plain_person(key: tuple[str, ...]) -> bool | None:
        kind, identity, name, classification, last, first = key
        named = name or (last and first) or kind != FEE
        good = (identity or kind != FEE) and named and max(len(name), len(last), len(first)) <= 30
        listed = not classification or classification in current_classes()
        return True if good and len(identity) <= 20 and listed else None


def _plain_amount(text: str) -> int | None:
    if text.startswith("+"):
        return None
    return parse_amount(text) if text else 0


def _plain_rate(text: str) -> int | None:
    value = parse_rate(text) if text else 0
    return value if value is not None and 0 <= value < RATE_SCALE and not text.startswith("+") else None


def _plain_codes(key: tuple[str, ...]) -> bool | None:
    """Type and codes that the full check would pass without a word."""
    kind, task, expense, activity = key
    if kind not in KINDS or max(len(task), len(expense), len(activity)) > 20:
        return None
    if kind == FEE:
        return True if task else None
    if kind == EXPENSE:
        return True if expense and not task and not activity else None
    return True if task or not activity else None
