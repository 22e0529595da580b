"""What is known of one invoice while its records pass by, and the checks over the whole invoice."""

from dataclasses import dataclass, field
from datetime import date

from billing.ledes.findings import Notes
from billing.ledes.results import InvoiceSummary
from billing.ledes.values import CENT, amount, amount_text


@dataclass(slots=True)
class Tally:
    """Running sums and first-stated values of one invoice; amounts in ten-thousandths.

    `sums_known` turns False when a record of the invoice could not be read, so that a fault is not
    reported a second time as a wrong sum.
    """

    key: int
    number: str
    line: int
    currency: str | None = None
    stated: dict[str, int] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    count: int = 0
    total: int = 0
    tax: int = 0
    sums_known: bool = True
    reopened: bool = False
    _numbers: set[str] | range | bytes = field(default_factory=set)
    _told: set[tuple[str, str, str]] | None = None

    def open_numbers(self) -> set[str]:
        """The line numbers met so far, ready for more."""
        if isinstance(self._numbers, range):
            self._numbers = {str(n) for n in self._numbers}
        elif isinstance(self._numbers, bytes):
            self._numbers = set(self._numbers.decode().split("\n"))
        return self._numbers

    def add(self, number: str, total: int, tax: int) -> None:
        """Count one readable line; its number must have been checked against `open_numbers`."""
        self.open_numbers().add(number)
        self.count += 1
        self.total += total
        self.tax += tax

    def pack(self) -> None:
        """Give memory back when the file moves on to another invoice (flat memory over many invoices)."""
        self._told = None
        if isinstance(self._numbers, set) and self._numbers:
            self._numbers = _consecutive(self._numbers) or "\n".join(self._numbers).encode(
                "utf-8", "surrogatepass"
            )

    def first_time(self, code: str, name: str, value: str) -> bool:
        """True once per fault of a value that is repeated on every record of the invoice."""
        self._told = self._told if self._told is not None else set()
        told = (code, name, value)
        if told in self._told:
            return False
        self._told.add(told)
        return True

    def summary(self) -> InvoiceSummary:
        """The invoice as the check reports it."""
        stated = self.stated.get("INVOICE_TOTAL")
        return InvoiceSummary(
            self.number, self.currency, None if stated is None else amount(stated), self.count
        )

    def check_sums(self, notes: Notes, *, taxed: bool) -> None:
        """A202, T302 and T303; call once all records of the file were read."""
        stated, net = self.stated.get("INVOICE_TOTAL"), self.stated.get("INVOICE_NET_TOTAL")
        tax = self.stated.get("INVOICE_TAX_TOTAL")
        if self.sums_known and stated is not None:
            self._compare(notes, "A202", "INVOICE_TOTAL", stated, self.total)
        if taxed and self.sums_known and tax is not None:
            self._compare(notes, "T302", "INVOICE_TAX_TOTAL", tax, self.tax)
        if taxed and None not in (stated, tax, net):
            self._compare(notes, "T303", "INVOICE_NET_TOTAL", net or 0, (stated or 0) - (tax or 0))

    def _compare(self, notes: Notes, code: str, name: str, stated: int, expected: int) -> None:
        if abs(stated - expected) > CENT:
            notes.error(
                code,
                self.line,
                name,
                amount_text(stated),
                invoice=self.number,
                expected=amount_text(expected),
            )


def _consecutive(numbers: set[str]) -> range | None:
    """The numbers as a range if they run without a gap, which takes no room at all."""
    try:
        found = sorted(int(number) for number in numbers)
    except ValueError:
        return None
    run = range(found[0], found[0] + len(found))
    return run if found[-1] == run[-1] and {str(n) for n in run} == numbers else None


class Ledger:
    """The tallies of a file, by invoice number, and which of them the current record belongs to."""

    def __init__(self) -> None:
        self.current: Tally | None = None
        self.tallies: dict[str, Tally] = {}

    def enter(self, number: str, line: int) -> Tally:
        """The tally of this invoice; a blank number (V103) counts for the invoice of the record before."""
        if self.current and (not number or number == self.current.number):
            return self.current
        if self.current:
            self.current.pack()
        tally = self.tallies.get(number)
        if tally is None:
            tally = self.tallies[number] = Tally(len(self.tallies), number, line)
        else:
            tally.reopened = True
        self.current = tally
        return tally

    def lose(self, number: str) -> None:
        """A record could not be read: the sums of the invoices it may belong to are not known."""
        for tally in (self.tallies.get(number), self.current):
            if tally is not None:
                tally.sums_known = False
