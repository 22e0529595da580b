"""Archives as honest and hostile programs make them, byte by byte where no library would."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

LEDES = b"LEDES1998B[]\r\n" + b"INVOICE_DATE|INVOICE_NUMBER[]\r\n" * 20


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An ordinary archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def with_mode(name: str, mode: int) -> bytes:
    """An archive with one member of a Unix mode: links, devices."""
    buffer = io.BytesIO()
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = mode << 16
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, b"/etc/passwd")
    return buffer.getvalue()


@dataclass
class Raw:
    """One member written by hand; `declared` may lie about the inflated size."""

    name: bytes
    content: bytes
    declared: int | None = None
    flags: int = 0
    crc: int | None = None
    offset: int | None = None

    @property
    def body(self) -> bytes:
        """Deflated content."""
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflate.compress(self.content) + deflate.flush()

    def fields(self, body: bytes) -> bytes:
        """What local and central headers share."""
        crc = zlib.crc32(self.content) if self.crc is None else self.crc
        size = len(self.content) if self.declared is None else self.declared
        return struct.pack("<HHHHHIIIHH", 20, self.flags, 8, 0, 0x21, crc, len(body), size, len(self.name), 0)


def handmade(
    members: list[Raw], *, end: Callable[[int, int, int], bytes] | None = None, prefix: bytes = b""
) -> bytes:
    """An archive of hand-written members; `end(count, size, offset)` may write a lying end record."""
    out, central = bytearray(prefix), bytearray()
    for member in members:
        body = member.body
        at = len(out) if member.offset is None else member.offset
        if member.offset is None:
            out += b"PK\x03\x04" + member.fields(body) + member.name + body
        central += b"PK\x01\x02" + struct.pack("<H", 20) + member.fields(body)
        central += struct.pack("<HHHII", 0, 0, 0, 0, at) + member.name
    record = (end or end_record)(len(members), len(central), len(out))
    return bytes(out + central) + record


def end_record(count: int, size: int, offset: int) -> bytes:
    """An honest end record."""
    return b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, size, offset, 0)
