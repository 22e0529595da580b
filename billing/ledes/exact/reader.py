"""The exact reader: any bytes in, every fault named, never an exception, flat memory.

It is also the oracle of the tests: the vectorised reader may refuse, but must never disagree.
"""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from billing.ledes.exact.full_check import check_record
from billing.ledes.exact.opening import read_opening
from billing.ledes.exact.records import MAX_RECORD, Record, split_records
from billing.ledes.exact.repair import PLAIN_BYTES, fields_of, text_of
from billing.ledes.exact.row import Amounts
from billing.ledes.exact.shortcut import Shortcut98BI, Shortcut1998B
from billing.ledes.exact.tally import Ledger, Tally
from billing.ledes.fields import FIELDS_1998B, NAMES_1998B, Field
from billing.ledes.findings import Notes
from billing.ledes.formats import FIELDS, NAMES, Format
from billing.ledes.minor_units import step
from billing.ledes.results import CheckResult

_UTF8_MARK = b"\xef\xbb\xbf"
_MARK_SIZE = 4
_WIDE = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


class ReadLine(NamedTuple):
    """One readable record: its invoice, physical line, clean texts and numbers."""

    tally: Tally
    line: int
    fields: list[str]
    amounts: Amounts | tuple[int, ...]


class ExactReader:
    """Reads one text file once: iterate over `lines()`, then ask for `result()`."""

    def __init__(
        self, stream: BinaryIO, *, strict: bool = False, max_findings: int = 200, start: bytes = b""
    ) -> None:
        self.notes = Notes(strict=strict, cap=max_findings)
        self.ledger = Ledger()
        self.format: Format | None = None
        self._stream = stream
        self._start = start
        self._table: tuple[Field, ...] = FIELDS_1998B
        self._names: tuple[str, ...] = NAMES_1998B
        self.shortcut = Shortcut1998B()
        self.use_shortcut = True  # tests switch it off, to prove that it changes nothing

    def lines(self) -> Iterator[ReadLine]:
        """Every record that could be read, in file order; faults go to the notes on the way."""
        records = self._records()
        opening = read_opening(records, self.notes) if records else None
        self.format = opening.format if opening else None
        if records is None or opening is None or opening.format is None or not opening.readable:
            return
        self._table = FIELDS[opening.format]
        self._names = NAMES[opening.format]
        if opening.format is Format.LEDES98BI_V2:
            self.shortcut = Shortcut98BI()
        if opening.stuck:
            yield from self._read(opening.stuck)
        yield from self._body(records)
        self._finish()

    def result(self) -> CheckResult:
        """The verdict; call after `lines()` is exhausted."""
        summaries = [tally.summary() for tally in self.ledger.tallies.values()]
        notes = self.notes
        return CheckResult(
            self.format, not notes.refused, summaries, notes.findings, notes.dropped, notes.errors_dropped
        )

    def _records(self) -> Iterator[Record] | None:
        """The records, or None if the file is in an encoding that is not text to us."""
        start = self._start + self._stream.read(max(0, _MARK_SIZE - len(self._start)))
        wide = next((name for mark, name in _WIDE.items() if start.startswith(mark)), None)
        if wide:
            self.notes.error("F005:encoding", value=wide)
            return None
        if start.startswith(_UTF8_MARK):
            self.notes.repaired("F007", 1)
            start = start[len(_UTF8_MARK) :]
        return split_records(self._stream, start)

    def _body(self, records: Iterator[Record]) -> Iterator[ReadLine]:
        shortcut = self.shortcut
        judge = shortcut.judge
        for record in records:
            raw = record[1]
            # Plain bytes and no blank beside a pipe: the split values need no cleaning.
            if not raw.translate(None, PLAIN_BYTES) and b" |" not in raw and b"| " not in raw and record[2]:
                fields = raw.decode("ascii").split("|")
                amounts = judge(fields)
                if amounts is not None:
                    yield ReadLine(shortcut.tally, record[0], fields, amounts)  # type: ignore[arg-type]
                    continue
            yield from self._read(record)

    def _read(self, record: Record) -> Iterator[ReadLine]:
        """The full reading of one record."""
        if record.oversize:
            self.notes.error("F003:long", record.line, limit=MAX_RECORD)
            return
        text = text_of(record.raw, record.line, self.notes, self._names)
        pipes = len(self._table) - 1
        if text.count("|") > pipes and "\n" in text:
            yield from self._unstick(record.line, text, record.ended)
            return
        if not record.ended:
            self.notes.error("F003", record.line)
        yield from self._read_text(record.line, text)

    def _unstick(self, line: int, text: str, ended: bool) -> Iterator[ReadLine]:
        """Records that ran together because a `[]` is missing: a full count of pipes ends one (F003)."""
        pipes, pending = len(self._table) - 1, ""
        start = line
        for number, part in enumerate(text.split("\n"), line):
            joined = f"{pending}\n{part}" if pending else part
            last = number == line + text.count("\n")
            if joined.count("|") < pipes and not last:
                pending = joined
                continue
            if not last or not ended:
                self.notes.error("F003", start)
            yield from self._read_text(start, joined)
            pending, start = "", number + 1

    def _read_text(self, line: int, text: str) -> Iterator[ReadLine]:
        fields = fields_of(text)
        if len(fields) != len(self._table):
            self.notes.error("F004", line, found=len(fields), expected=len(self._table))
            self.ledger.lose(fields[1] if len(fields) > 1 else "")
            return
        spaced = self._check_spaces(line, text.split("|"), fields)
        tally = self.ledger.enter(fields[1], line)
        if tally is not self.shortcut.tally:
            self.shortcut.forget()
        row, amounts = check_record(self._table, fields, line, tally, self.notes)
        clean = list(row.text.values())
        # The shortcut does not look at decimals that a currency may lack.
        if self.use_shortcut and not row.faulty and not spaced and step(tally.currency) == 1:
            self.shortcut.learn(tally, clean)
        if amounts is not None:
            yield ReadLine(tally, line, clean, amounts)

    def _check_spaces(self, line: int, raw: list[str], fields: list[str]) -> bool:
        """Spaces round dates and numbers: V101 and V102, mended unless strict (domain/ledes.md §1.4)."""
        found = False
        for field, before, after in zip(self._table, raw, fields, strict=True):
            if field.kind != "text" and before.strip() == after != before.strip("\n"):
                found = True
                code = "V101:space" if field.kind == "date" else "V102:space"
                self.notes.repaired(code, line, field.name, before)
        return found

    def _finish(self) -> None:
        if not self.ledger.tallies and not self.notes.refused:
            self.notes.error("F008")
        for tally in self.ledger.tallies.values():
            tally.check_sums(self.notes, taxed=self.format is Format.LEDES98BI_V2)
