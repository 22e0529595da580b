"""The members of an archive, inflated under a common budget."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from legalops.documents.names import clean_name
from legalops.documents.safe_zip.claims import wanted_entries
from legalops.documents.safe_zip.directory import read_directory
from legalops.documents.safe_zip.limits import ZipLimits
from legalops.documents.safe_zip.refusals import refusal
from legalops.documents.sniffing import ARCHIVES, Sniffer
from legalops.web.formats import file_size

_BUFFER = 256 * 1024


@dataclass(slots=True)
class _Budget:
    """Bytes inflated so far, over all members."""

    limits: ZipLimits
    spent: int = 0

    def spend(self, count: int) -> None:
        self.spent += count
        if self.spent > self.limits.total_bytes:
            raise refusal("zip_too_large", limit=file_size(self.limits.total_bytes))


@dataclass(frozen=True, slots=True)
class ZipMember:
    """One file: its name without folders, and the size the archive claims in bytes."""

    name: str
    size: int
    _archive: zipfile.ZipFile = field(repr=False)
    _entry: zipfile.ZipInfo = field(repr=False)
    _budget: _Budget = field(repr=False)

    def open(self) -> BinaryIO:
        """The inflated bytes. Reading raises DomainError when they are damaged, too many, or an archive."""
        try:
            source = self._archive.open(self._entry)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as failure:
            raise refusal("zip_damaged", name=self.name) from failure
        return io.BufferedReader(_Counted(source, self.name, self._entry, self._budget), _BUFFER)


def members(fileobj: BinaryIO, limits: ZipLimits | None = None) -> Iterator[ZipMember]:
    """The files of an archive, in its order. All claims are checked by the call itself, before any is given.

    `fileobj` must be seekable and stay open while members are read. Refusals are DomainErrors with the codes
    of `refusals`: too many entries, too large, bombs, unsafe or duplicate names, links, encryption, archives
    within, overlapping entries, damage.
    """
    limits = limits or ZipLimits()
    archive = read_directory(fileobj, limits)
    entries = wanted_entries(archive, limits)
    budget = _Budget(limits)
    return (ZipMember(clean_name(each.filename), each.file_size, archive, each, budget) for each in entries)


class _Counted(io.RawIOBase):
    """An inflating stream that counts, because declared sizes lie."""

    def __init__(
        self,
        source: zipfile.ZipExtFile,
        name: str,
        entry: zipfile.ZipInfo,
        budget: _Budget,  # type: ignore[name-defined]
    ) -> None:
        self._source, self._name, self._budget, self._size = source, name, budget, entry.file_size
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._inflate(len(buffer))
        if self._read == 0:
            self._refuse_archive(chunk)
        self._read += len(chunk)
        self._budget.spend(len(chunk))
        if not chunk and self._read != self._size:
            raise refusal("zip_damaged", name=self._name)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._source.close()
        super().close()

    def _inflate(self, count: int) -> bytes:
        try:
            return self._source.read(count)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as failure:
            raise refusal("zip_damaged", name=self._name) from failure

    def _refuse_archive(self, chunk: bytes) -> None:
        sniffer = Sniffer()
        sniffer.feed(chunk)
        if sniffer.media_type in ARCHIVES:
            raise refusal("zip_nested", name=self._name)
