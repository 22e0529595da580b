"""The vectorised reader: a chunk of whole invoices at a time, in memory that does not grow with the file."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import BinaryIO

import polars as pl

from billing.ledes.errors import FastPathRefused
from billing.ledes.fast.blocks import read_frames, read_opening
from billing.ledes.fast.checks import STARTS
from billing.ledes.fast.judging import NUMBER, judge, starts_of
from billing.ledes.fast.numbers import decimal
from billing.ledes.fast.warnings import warn
from billing.ledes.findings import Notes
from billing.ledes.formats import Format
from billing.ledes.frames import KEY, OUTLINE, RAW_KEYS, SOURCE_LINE, TARGET_LINES, Batch, assemble
from billing.ledes.results import CheckResult, InvoiceSummary
from billing.ledes.values import amount

# Of the checks below: another one makes files that older versions passed be checked again.
VERSION = "3"


def read_batches(
    stream: BinaryIO, *, strict: bool = False, target_lines: int = TARGET_LINES, checked: bool = False
) -> Iterator[Batch]:
    """Batches of whole invoices of about `target_lines` lines each.

    Raises FastPathRefused at the first record it will not judge, which may be after some batches were
    yielded. Strict and tolerant reading are the same here: what they tell apart is refused. `checked` says
    that this reader, in this VERSION, has passed these very bytes before: then they are only read.
    """
    reader = FastReader(stream, strict=strict, target_lines=target_lines)
    return reader.batches_of_checked_file() if checked else reader.batches()


class FastReader:
    """Reads one text file once; `result()` is the verdict after `check()`, or all batches or outlines."""

    def __init__(
        self,
        stream: BinaryIO,
        *,
        strict: bool = False,
        max_findings: int = 200,
        target_lines: int = TARGET_LINES,
    ) -> None:
        self._stream = stream
        self._target = target_lines
        self._notes = Notes(strict=strict, cap=max_findings)
        self._format: Format | None = None
        self._summaries: list[InvoiceSummary] = []
        self._numbers: set[str] = set()

    def batches(self) -> Iterator[Batch]:
        """Checked batches; raises FastPathRefused on any doubt."""
        # map, here and below: a generator would hold on to a chunk while its batch is worked on.
        return map(assemble, map(self._checked, self._chunks()))

    def outlines(self) -> Iterator[Batch]:
        """Checked batches whose lines have the columns of OUTLINE only; raises as `batches` does."""
        return map(partial(assemble, columns=OUTLINE), map(self._checked, self._chunks()))

    def check(self) -> None:
        """Read and check to the end without building batches."""
        for chunk in self._chunks():
            self._judged(chunk)

    def batches_of_checked_file(self) -> Iterator[Batch]:
        """Batches without checking again, of bytes that passed `check()` before."""
        return map(assemble, map(self._keyed, self._chunks()))

    def result(self) -> CheckResult:
        """The verdict: a file that was read to its end is accepted."""
        return CheckResult(self._format, True, self._summaries, self._notes.findings, self._notes.dropped)

    def _chunks(self) -> Iterator[pl.DataFrame]:
        """Frames cut between invoices, each of `target_lines` or a little more."""
        self._format, end = read_opening(self._stream)
        waiting: list[pl.DataFrame] = []
        lines = 0
        for frame in read_frames(self._stream, self._format, end):
            waiting.append(frame)
            lines += frame.height
            while lines >= self._target and (cut := _boundary(waiting[-1], self._target - lines)):
                *before, last = waiting
                waiting, lines = [last.slice(cut)], last.height - cut
                yield pl.concat([*before, last.head(cut)], rechunk=False)
        if not lines:
            raise FastPathRefused("There is no record.")
        yield pl.concat(waiting, rechunk=False)

    def _keyed(self, chunk: pl.DataFrame) -> pl.DataFrame:
        """The chunk with its invoice keys; refuses invoices whose records do not stand together."""
        starts, known = starts_of(chunk), len(self._numbers)
        self._enter(chunk[NUMBER].filter(starts))
        return chunk.hstack([_keys(starts, known)])

    def _checked(self, chunk: pl.DataFrame) -> pl.DataFrame:
        """The faultless chunk with its invoice keys; numbers that were read to be checked need not be read
        again to be stored."""
        known = len(self._numbers)
        lines = self._judged(chunk)
        read = (lines[decimal(name)].alias(name) for name in chunk.columns if decimal(name) in lines.columns)
        return chunk.with_columns(*read, _keys(lines[STARTS], known))

    def _judged(self, chunk: pl.DataFrame) -> pl.DataFrame:
        """The lines of a faultless chunk, whose invoices and warnings are noted."""
        lines, invoices, oddities = judge(chunk, self._format or Format.LEDES1998B)
        self._enter(invoices[NUMBER])
        warn(lines, oddities, self._notes)
        self._summarise(lines, invoices)
        return lines

    def _enter(self, numbers: pl.Series) -> None:
        known = len(self._numbers)
        self._numbers.update(numbers)
        if len(self._numbers) != known + len(numbers):
            raise FastPathRefused("The records of an invoice do not stand together.")

    def _summarise(self, lines: pl.DataFrame, invoices: pl.DataFrame) -> None:
        taxed = "INVOICE_CURRENCY" in invoices.columns
        currencies = invoices["INVOICE_CURRENCY"] if taxed else [None] * invoices.height
        # Every record has one physical line, so the invoices' first lines tell their lengths.
        first_lines = [*invoices[SOURCE_LINE], lines[-1, SOURCE_LINE] + 1]
        counts = [after - before for before, after in pairwise(first_lines)]
        found = zip(
            invoices[NUMBER],
            currencies,
            invoices[decimal("INVOICE_TOTAL")].to_physical(),
            counts,
            strict=True,
        )
        for number, currency, total, count in found:
            self._summaries.append(InvoiceSummary(number, currency, amount(total), count))


def _keys(starts: pl.Series, known: int) -> pl.Series:
    """The invoice keys of lines, of which `known` invoices came before."""
    return (starts.cum_sum().cast(pl.Int64) + (known - 1)).cast(RAW_KEYS[KEY]).alias(KEY)


def _boundary(frame: pl.DataFrame, target: int) -> int:
    """The row at which an invoice begins: the first at or after `target`, counted from the frame's end
    if negative, else the last; 0 if no invoice begins within the frame.

    The invoice that holds the last row may go on in the next block: it is never cut off before its end.
    """
    numbers = frame[NUMBER]
    starts = (numbers != numbers.shift()).arg_true()
    later = starts.filter(starts >= max(0, frame.height + target))
    return int(later[0]) if len(later) else int(starts[-1]) if len(starts) else 0
