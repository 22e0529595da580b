"""Batches from the exact reader, for files that the vectorised reader refuses."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import polars as pl

from billing.ledes.errors import FileRefused
from billing.ledes.exact.reader import ExactReader, ReadLine
from billing.ledes.exact.tally import Tally
from billing.ledes.fields import Field
from billing.ledes.formats import FIELDS, Format
from billing.ledes.frames import KEY, RAW_KEYS, SOURCE_LINE, TARGET_LINES, Batch, assemble
from billing.ledes.values import RATE_DECIMALS, Cache, amount_text, parse_amount, parse_rate

_PIECE = 4_000


def exact_batches(
    stream: BinaryIO, *, strict: bool = False, target_lines: int = TARGET_LINES
) -> Iterator[Batch]:
    """Batches of whole invoices of about `target_lines` lines, read record by record from a seekable stream.

    Reads the stream twice, once to check it; raises FileRefused if the file has errors.
    """
    begin = stream.tell()
    checked = ExactReader(stream, strict=strict)
    deque(checked.lines(), maxlen=0)
    stream.seek(begin)
    yield from batches_after_check(stream, checked, target_lines)


def batches_after_check(stream: BinaryIO, checked: ExactReader, target_lines: int) -> Iterator[Batch]:
    """The batches of a stream that `checked` has read to its end once before."""
    if checked.notes.refused:
        raise FileRefused("The file has errors, so none of its records can be read.")
    # An invoice whose records do not stand together is held back until the file ends.
    scattered = {tally.key for tally in checked.ledger.tallies.values() if tally.reopened}
    reader = ExactReader(stream, strict=checked.notes.strict)
    ready, held = _Pile(), _Pile()
    for read in reader.lines():
        if ready.lines >= target_lines and read.tally is not ready.last:
            yield assemble(ready.frame(reader.format))
            ready = _Pile()
        (held if read.tally.key in scattered else ready).add(read, reader.format)
    if ready.lines or held.lines:
        late = held.frame(reader.format).sort(KEY, maintain_order=True)
        yield assemble(pl.concat([ready.frame(reader.format), late]))


class _Pile:
    """Lines on their way into one batch, turned into frames piece by piece: a hundred thousand lists of
    texts at once would cost more in garbage collection than in reading."""

    def __init__(self) -> None:
        self.lines = 0
        self.last: Tally | None = None
        self._frames: list[pl.DataFrame] = []
        self._reads: list[ReadLine] = []

    def add(self, read: ReadLine, known: Format | None) -> None:
        self._reads.append(read)
        self.last = read.tally
        self.lines += 1
        if len(self._reads) == _PIECE:
            self._frames.append(_raw_frame(self._reads, known))
            self._reads = []

    def frame(self, known: Format | None) -> pl.DataFrame:
        return pl.concat([*self._frames, _raw_frame(self._reads, known)])


def _raw_frame(reads: list[ReadLine], known: Format | None) -> pl.DataFrame:
    table = FIELDS[known or Format.LEDES1998B]
    columns = zip(*(read.fields for read in reads), strict=True) if reads else ([] for _ in table)
    texts = {field.name: _column(field, values) for field, values in zip(table, columns, strict=True)}
    keys = {KEY: [read.tally.key for read in reads], SOURCE_LINE: [read.line for read in reads]}
    return pl.DataFrame(texts | keys, schema={**dict.fromkeys(texts, pl.String), **RAW_KEYS})


def _column(field: Field, values: Iterable[str]) -> list[str | None]:
    """The texts of one field, blank as None and numbers in their usual form."""
    if field.kind == "amount":
        usual: Cache[str, str] = Cache(lambda text: amount_text(parse_amount(text, field.size) or 0))
    elif field.kind == "rate":
        usual = Cache(lambda text: amount_text(parse_rate(text) or 0, RATE_DECIMALS))
    else:
        return [value or None for value in values]
    return [usual[value] if value else None for value in values]
