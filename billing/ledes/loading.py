"""`load`: verdict and records of a file, by the vectorised reader where it dares, else by the exact one."""

import os
import shutil
import tempfile
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from polars.exceptions import PolarsError

from billing.ledes.checking import looks_like_xml
from billing.ledes.errors import FastPathRefused, FileRefused, UnsupportedForImport
from billing.ledes.exact.batches import batches_after_check
from billing.ledes.exact.reader import ExactReader
from billing.ledes.fast.reader import FastReader
from billing.ledes.frames import TARGET_LINES, Batch
from billing.ledes.results import CheckResult
from billing.ledes.xml.checking import check_xml

# Files up to this size keep the batches of their check; larger ones are read a second time instead.
_KEPT_BYTES = 12 * 1024 * 1024
_SPOOLED = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Loaded:
    """A checked file. `fast` tells whether the vectorised reader judged it; both readers agree.

    `batches()` may be called again and again; see `billing.ledes.frames.Batch`.
    """

    result: CheckResult
    fast: bool
    _read: Callable[[], Iterator[Batch]]

    def batches(self) -> Iterator[Batch]:
        """The records in batches of whole invoices.

        Raises UnsupportedForImport for the XML formats, FileRefused for a file with errors.
        """
        if self.result.format is not None and self.result.format.is_xml:
            raise UnsupportedForImport(
                f"Files of format {self.result.format} can be checked but not imported."
            )
        if not self.result.accepted:
            raise FileRefused("The file has errors, so none of its records can be read.")
        return self._read()


def load(
    source: Path | BinaryIO,
    *,
    strict: bool = False,
    max_findings: int = 200,
    target_lines: int = TARGET_LINES,
    exactly: bool = False,
) -> Loaded:
    """Check a file and offer its records. Same verdict and findings as `check`, several times faster.

    A stream is read from where it stands and must stay open until the batches are read; one that cannot
    seek is copied to a temporary file. Never raises on any bytes. `exactly` leaves the vectorised reader
    out, for a file that it has refused already.
    """
    reader = _Loader(source, strict=strict, max_findings=max_findings, target_lines=target_lines)
    return reader.load(exactly=exactly)


class _Loader:
    def __init__(
        self, source: Path | BinaryIO, *, strict: bool, max_findings: int, target_lines: int
    ) -> None:
        self._source = source if isinstance(source, Path) or source.seekable() else self._spooled(source)
        self._begin = 0 if isinstance(self._source, Path) else self._source.tell()
        self._strict = strict
        self._cap = max_findings
        self._target = target_lines

    def _spooled(self, stream: BinaryIO) -> BinaryIO:
        """A copy that can seek; it goes when this loader and the batches that read from it are gone."""
        copy = tempfile.SpooledTemporaryFile(max_size=_SPOOLED)  # noqa: SIM115 - closed by the finalizer
        weakref.finalize(self, copy.close)
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        return cast(BinaryIO, copy)

    def load(self, *, exactly: bool) -> Loaded:
        with _opened(self._source, self._begin) as stream:
            start = stream.read(64)
            if looks_like_xml(start):
                result = check_xml(start, stream, strict=self._strict, max_findings=self._cap)
                return Loaded(result, False, lambda: iter(()))
        if exactly:
            return self._load_exact()
        try:
            return self._load_fast()
        except (FastPathRefused, PolarsError):
            return self._load_exact()

    def _fast_reader(self, stream: BinaryIO) -> FastReader:
        return FastReader(stream, strict=self._strict, max_findings=self._cap, target_lines=self._target)

    def _load_fast(self) -> Loaded:
        with _opened(self._source, self._begin) as stream:
            reader = self._fast_reader(stream)
            if _size(stream, self._begin) <= _KEPT_BYTES:
                kept = list(reader.batches())
                return Loaded(reader.result(), True, lambda: iter(kept))
            reader.check()
            return Loaded(reader.result(), True, self._read_fast)

    def _load_exact(self) -> Loaded:
        with _opened(self._source, self._begin) as stream:
            reader = ExactReader(stream, strict=self._strict, max_findings=self._cap)
            deque(reader.lines(), maxlen=0)
            return Loaded(reader.result(), False, lambda: self._read_exact(reader))

    def _read_fast(self) -> Iterator[Batch]:
        with _opened(self._source, self._begin) as stream:
            yield from self._fast_reader(stream).batches_of_checked_file()

    def _read_exact(self, checked: ExactReader) -> Iterator[Batch]:
        with _opened(self._source, self._begin) as stream:
            yield from batches_after_check(stream, checked, self._target)


@contextmanager
def _opened(source: Path | BinaryIO, begin: int) -> Iterator[BinaryIO]:
    """Opens a path, or rewinds a stream that belongs to the caller, for the length of a block."""
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield stream
    else:
        source.seek(begin)
        yield source


def _size(stream: BinaryIO, begin: int) -> int:
    size = stream.seek(0, os.SEEK_END) - begin
    stream.seek(begin)
    return size
