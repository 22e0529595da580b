"""`check`: the verdict on one file of any LEDES format."""

import os
from collections import deque
from typing import BinaryIO

from polars.exceptions import PolarsError

from billing.ledes.errors import FastPathRefused
from billing.ledes.exact.reader import ExactReader
from billing.ledes.fast.reader import FastReader
from billing.ledes.results import CheckResult
from billing.ledes.xml.checking import check_xml

_PEEK = 64
# Below this the exact reader is done before the vectorised one has begun.
_SMALL = 256 * 1024


def check(stream: BinaryIO, *, strict: bool = False, max_findings: int = 200) -> CheckResult:
    """Detect the format of a stream of bytes and check everything in it.

    Never raises on any bytes: every fault is a finding with line, field, value and how to mend it (codes of
    domain/ledes.md §8). The default reading mends odd identifiers, a byte order mark, non-ASCII characters
    and square brackets with a warning (F001, F005, F006, F007); `strict` refuses them. Text formats are read
    in flat memory. Findings beyond `max_findings` are counted only. Large files are judged by the vectorised
    reader if it dares; the verdict is the same.
    """
    if stream.seekable() and _size(stream) > _SMALL:
        begin = stream.tell()
        try:
            reader = FastReader(stream, strict=strict, max_findings=max_findings)
            reader.check()
            return reader.result()
        except (FastPathRefused, PolarsError):
            stream.seek(begin)
    return check_exactly(stream, strict=strict, max_findings=max_findings)


def check_exactly(stream: BinaryIO, *, strict: bool = False, max_findings: int = 200) -> CheckResult:
    """The same by the exact reader alone, on any stream of bytes."""
    start = stream.read(_PEEK)
    if looks_like_xml(start):
        return check_xml(start, stream, strict=strict, max_findings=max_findings)
    reader = ExactReader(stream, strict=strict, max_findings=max_findings, start=start)
    deque(reader.lines(), maxlen=0)
    return reader.result()


def looks_like_xml(start: bytes) -> bool:
    """True if the first bytes of a file open an XML document, in any encoding that keeps `<` recognisable."""
    bare = start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return bare.startswith(b"<")


def _size(stream: BinaryIO) -> int:
    """How many bytes are left."""
    begin = stream.tell()
    size = stream.seek(0, os.SEEK_END) - begin
    stream.seek(begin)
    return size
