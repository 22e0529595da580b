"""`check`: the verdict on one file of any LEDES format."""

from collections import deque
from typing import BinaryIO

from billing.ledes.exact.reader import ExactReader
from billing.ledes.results import CheckResult
from billing.ledes.xml.checking import check_xml

_PEEK = 64


def check(stream: BinaryIO, *, strict: bool = False, max_findings: int = 200) -> CheckResult:
    """Detect the format of a stream of bytes and check everything in it.

    Never raises on any bytes: every fault is a finding with line, field, value and how to mend it (codes of
    domain/ledes.md §8). The default reading mends odd identifiers, a byte order mark, non-ASCII characters
    and square brackets with a warning (F001, F005, F006, F007); `strict` refuses them. Text formats are read
    in flat memory. Findings beyond `max_findings` are counted only.
    """
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
