"""The end record and the central directory, bounded before anything is believed."""

import io
import struct
import zipfile
from typing import BinaryIO

from legalops.documents.safe_zip.limits import ZipLimits
from legalops.documents.safe_zip.refusals import refusal

_END = struct.Struct("<4s4H2LH")
_LOCAL_HEADER_BYTES = 30
_COUNT_UNKNOWN, _OFFSET_UNKNOWN = 0xFFFF, 0xFFFFFFFF


def read_directory(file: BinaryIO, limits: ZipLimits) -> zipfile.ZipFile:
    """Open the archive after its end record was found sane and small enough to read."""
    directory_start = _check_end_record(file, limits)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, UnicodeError) as failure:
        raise refusal("zip_damaged") from failure
    if len(archive.infolist()) > limits.entries:
        raise refusal("zip_too_many", limit=limits.entries)
    _check_places(file, archive.infolist(), directory_start)
    return archive


def _check_end_record(file: BinaryIO, limits: ZipLimits) -> int:
    """Offset of the central directory. Zip64 is for archives far beyond the limits and refused as such."""
    end_at, end = _find_end(file)
    _signature, disk, first_disk, here, entries, size, offset, _comment = _END.unpack(end)
    if _COUNT_UNKNOWN in (here, entries) or _OFFSET_UNKNOWN in (size, offset):
        raise refusal("zip_too_many", limit=limits.entries)
    if entries > limits.entries or size > limits.directory_bytes:
        raise refusal("zip_too_many", limit=limits.entries)
    if disk or first_disk or here != entries or offset + size != end_at:
        raise refusal("zip_damaged")
    return offset


def _find_end(file: BinaryIO) -> tuple[int, bytes]:
    size = file.seek(0, io.SEEK_END)
    tail_at = max(0, size - _END.size - 0xFFFF)
    file.seek(tail_at)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    record = tail[at : at + _END.size] if at >= 0 else b""
    if len(record) < _END.size or at + _END.size + _END.unpack(record)[-1] != len(tail):
        raise refusal("zip_damaged")
    return tail_at + at, record


def _check_places(file: BinaryIO, entries: list[zipfile.ZipInfo], directory_start: int) -> None:
    """Members lie one after another from the first byte on, none inside another (overlap bombs)."""
    free_from = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < free_from:
            raise refusal("zip_overlap", name=_shown(entry))
        if free_from == 0 and entry.header_offset != 0:
            raise refusal("zip_damaged")
        free_from = _end_of(file, entry)
        if free_from > directory_start:
            raise refusal("zip_damaged", name=_shown(entry))


def _end_of(file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    file.seek(entry.header_offset)
    header = file.read(_LOCAL_HEADER_BYTES)
    if len(header) < _LOCAL_HEADER_BYTES or not header.startswith(b"PK\x03\x04"):
        raise refusal("zip_damaged", name=_shown(entry))
    name_bytes, extra_bytes = struct.unpack_from("<HH", header, 26)
    return entry.header_offset + _LOCAL_HEADER_BYTES + name_bytes + extra_bytes + entry.compress_size


def _shown(entry: zipfile.ZipInfo) -> str:
    return ascii(entry.filename[:100])[1:-1]
