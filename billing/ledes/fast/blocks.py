"""From bytes to frames of text: only for files whose form leaves no question.

One record on one physical line, ended by `[]` and the same line break throughout, plain ASCII, no bracket
or control character in a value. Everything else raises FastPathRefused.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from typing import BinaryIO

import polars as pl

from billing.ledes.errors import FastPathRefused
from billing.ledes.exact.records import MAX_RECORD
from billing.ledes.exact.repair import PLAIN_BYTES
from billing.ledes.formats import FIELDS, IDENTIFIERS, NAMES, Format
from billing.ledes.frames import RAW_KEYS, SOURCE_LINE

_BLOCK = 4 * 1024 * 1024
_PIECE = 512 * 1024
_PLAIN = PLAIN_BYTES.replace(b"|", b"")
_OPENING_LINES = 2


def read_opening(stream: BinaryIO) -> tuple[Format, bytes]:
    """The format and the line break of a file whose first two lines are exactly as the standard says."""
    first, second = stream.readline(200), stream.readline(4000)
    for known, end in product(IDENTIFIERS, (b"\r\n", b"\n")):
        lines = (text.encode() + b"[]" + end for text in (IDENTIFIERS[known], "|".join(NAMES[known])))
        if (first, second) == tuple(lines):
            return known, end
    raise FastPathRefused("The first two lines are not exactly those of the standard.")


def read_frames(stream: BinaryIO, known: Format, end: bytes) -> Iterator[pl.DataFrame]:
    """Frames of text in file order: a column for each field, blank as null, and the physical line."""
    mark, rest, line = b"[]" + end, b"", _OPENING_LINES + 1
    while block := stream.read(_BLOCK):
        block = rest + block if rest else block
        found = block.rfind(mark)
        cut = found + len(mark) if found >= 0 else 0
        rest = block[cut:]
        if len(rest) > MAX_RECORD:
            raise FastPathRefused("No end of record was found.")
        if cut:
            frame = _frame(block[:cut], known, end, line)
            line += frame.height
            yield frame
    if rest.strip(b"\r\n") not in (b"", b"[]"):
        yield _frame(rest + end, known, end, line)


def _frame(body: bytes, known: Format, end: bytes, line: int) -> pl.DataFrame:
    names = NAMES[known]
    lines = _count_records(body, b"|" * (len(names) - 1) + b"[]" + end)
    frame = _stripped(_parse(body, names), known)
    if frame.height != lines:
        raise FastPathRefused("A record has another number of fields.")
    numbers = pl.int_range(line, line + lines, dtype=RAW_KEYS[SOURCE_LINE], eager=True)
    return frame.hstack([numbers.alias(SOURCE_LINE)])


def _count_records(body: bytes, skeleton: bytes) -> int:
    """How many records the block holds, all of which must have this skeleton."""
    # What is left without the plain characters is the skeleton of the records, and nothing else. By pieces,
    # as room for all that might be left would be taken up anew for each block.
    pieces = (body[begin : begin + _PIECE] for begin in range(0, len(body), _PIECE))
    left = b"".join(piece.translate(None, _PLAIN) for piece in pieces)
    lines = len(left) // len(skeleton)
    if left != skeleton * lines:
        raise FastPathRefused("A record has another shape, or holds a character that needs a closer look.")
    return lines


def _parse(body: bytes, names: tuple[str, ...]) -> pl.DataFrame:
    """Every value as text, blank as null; the `[]` stays behind the last value until here."""
    columns = dict.fromkeys(names, pl.String)
    frame = pl.read_csv(body, has_header=False, separator="|", quote_char=None, schema=columns)
    if not frame[names[-1]].str.ends_with("[]").all():  # the skeleton is the same with a sign within it
        raise FastPathRefused("A record does not end with its mark.")
    return frame.with_columns(_without_mark(names[-1]))


@cache
def _without_mark(name: str) -> pl.Expr:
    last = pl.col(name)
    return pl.when(last != "[]").then(last.str.head(-2))


def _stripped(frame: pl.DataFrame, known: Format) -> pl.DataFrame:
    """Texts without outer blanks; spaced dates and numbers are left for the checks to refuse."""
    blanks = frame.null_count().row(0, named=True)
    texts = tuple(f.name for f in FIELDS[known] if f.kind == "text" and blanks[f.name] < frame.height)
    spaced = frame.select(_spaced(texts)).row(0, named=True)
    odd = [name for name, found in spaced.items() if found]
    if not odd:
        return frame
    stripped = pl.col(odd).str.strip_chars(" ")
    return frame.with_columns(pl.when(stripped != "").then(stripped).name.keep())


@lru_cache(maxsize=64)
def _spaced(names: tuple[str, ...]) -> tuple[pl.Expr, ...]:
    """Whether any value of each of the texts begins or ends with a blank."""
    texts = ((name, pl.col(name).str) for name in names)
    return tuple(
        (text.starts_with(" ").any() | text.ends_with(" ").any()).alias(name) for name, text in texts
    )
