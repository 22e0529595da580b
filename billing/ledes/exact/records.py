"""Splitting a byte stream into records at `[]`, with physical line numbers and flat memory.

A record ends only at `[]`, never at a line break (domain/ledes.md §1.1), so descriptions that run over
several lines are read too.
"""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

# Two descriptions of 15 KB and every other field at its limit come to 34 KB, or four times that in UTF-8.
MAX_RECORD = 160 * 1024
_BLOCK = 256 * 1024
_BLANK = b" \t\n\x1a"  # 0x1A: the end-of-file mark of old DOS programs


class Record(NamedTuple):
    """One record: physical line it starts on, its bytes without the `[]`, and whether the `[]` was there.

    `ended` is False only for what follows the last `[]` of the file, "oversize" when reading stopped
    because no `[]` came within MAX_RECORD bytes.
    """

    line: int
    raw: bytes
    ended: bool
    oversize: bool = False


def split_records(stream: BinaryIO, start: bytes = b"") -> Iterator[Record]:
    """The records of `start` + stream: line breaks are LF, outer blanks gone, empty records passed over."""
    line, tail = 1, b""
    for block in _blocks(stream, start):
        parts = (tail + block).split(b"[]")
        tail = parts.pop()
        for part in parts:
            breaks = part.count(b"\n")
            body = part.strip(_BLANK)
            if body:
                # A part usually begins with the one line break that ended the record before it.
                plain = breaks == 1 and part[0] == 10
                yield Record(line + (1 if plain else leading_breaks(part)), body, True)
            line += breaks
        if len(tail) > MAX_RECORD:
            yield Record(line + leading_breaks(tail), tail[:MAX_RECORD].strip(_BLANK), False, oversize=True)
            return
    if body := tail.strip(_BLANK):
        yield Record(line + leading_breaks(tail), body, False)


def leading_breaks(part: bytes) -> int:
    """How many line breaks come before the first character that is not blank."""
    return part[: len(part) - len(part.lstrip(_BLANK))].count(b"\n")


def _blocks(stream: BinaryIO, start: bytes) -> Iterator[bytes]:
    """Blocks of the stream with every line break (CRLF, LF, CR) turned into LF."""
    held = start
    while block := stream.read(_BLOCK):
        block = held + block
        held = b"\r" if block.endswith(b"\r") else b""  # its LF may open the next block
        yield _one_kind_of_break(block[: len(block) - len(held)])
    if held:
        yield _one_kind_of_break(held)


def _one_kind_of_break(block: bytes) -> bytes:
    return block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
