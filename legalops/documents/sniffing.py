"""What a file is by its bytes. Names and declared types are claims of the sender and are not read.

Source: domain/reliability.md §2.4: the signature at offset 0 decides, a second valid signature refuses.
"""

import struct
from dataclasses import dataclass, field
from typing import Final

TEXT: Final = "text/plain"
XML: Final = "application/xml"
HTML: Final = "text/html"
PDF: Final = "application/pdf"
ZIP: Final = "application/zip"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PROGRAM: Final = "application/x-executable"
BINARY: Final = "application/octet-stream"

HEAD_BYTES: Final = 4096
# A zip's end record is 22 bytes and a comment of at most 65,535.
TAIL_BYTES: Final = 22 + 65_535

_SIGNATURES: Final = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"#!", PROGRAM),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
)
ARCHIVES: Final = frozenset(
    {
        ZIP,
        "application/gzip",
        "application/x-bzip2",
        "application/x-xz",
        "application/x-7z-compressed",
        "application/vnd.rar",
    }
)
# A container of many kinds, whose name stands behind its length.
_WEBP = (b"RIFF", b"WEBP")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OFFICE = ((b"word/", DOCX), (b"xl/", XLSX), (b"ppt/", PPTX))
# Tab, line feed, form feed, carriage return, and the end-of-file mark that old billing systems append.
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 26}) + b"\x7f"


@dataclass(slots=True)
class Sniffer:
    """Feed it a stream once, then ask. Keeps the head and the tail only."""

    head: bytes = b""
    tail: bytes = b""
    size: int = 0
    _controls: bool = field(default=False, repr=False)

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the stream."""
        if len(self.head) < HEAD_BYTES:
            self.head += chunk[: HEAD_BYTES - len(self.head)]
        self.tail = (self.tail + chunk)[-TAIL_BYTES:]
        self.size += len(chunk)
        self._controls = self._controls or len(chunk.translate(None, _CONTROLS)) != len(chunk)

    @property
    def media_type(self) -> str:
        """The type by content; "application/octet-stream" when nothing known fits."""
        for signature, media_type in _SIGNATURES:
            if self.head.startswith(signature):
                return self._zip_kind() if media_type == ZIP else media_type
        if self.head.startswith(_UTF16):
            return TEXT
        if (self.head[:4], self.head[8:12]) == _WEBP:
            return "image/webp"
        return BINARY if self._controls else self._text_kind()

    @property
    def is_polyglot(self) -> bool:
        """Whether a second reader would take the same bytes for another type."""
        if self.media_type in (ZIP, DOCX, XLSX, PPTX):
            return self._hides_pdf() or not self._zip_begins_at_zero()
        return self._zip_end() is not None or (self.media_type != PDF and b"%PDF-" in self.head[:1024])

    def _text_kind(self) -> str:
        opening = self.head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
        if opening.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<svg")):
            return HTML
        if opening.startswith(b"<?xml"):
            return HTML if b"<html" in opening or b"<svg" in opening else XML
        return TEXT

    def _zip_kind(self) -> str:
        if b"[Content_Types].xml" in self.head or b"[Content_Types].xml" in self.tail:
            for folder, media_type in _OFFICE:
                if b"PK\x01\x02" in self.tail and folder in self.tail:
                    return media_type
        return ZIP

    def _hides_pdf(self) -> bool:
        at = self.head[:1024].find(b"%PDF-")
        if at < 0:
            return False
        # A PDF stored uncompressed as the first member is an honest archive.
        name, extra = struct.unpack_from("<HH", self.head, 26)
        return at != 30 + name + extra

    def _zip_end(self) -> int | None:
        """Offset of a zip end record that closes the file exactly, or None."""
        at = self.tail.rfind(b"PK\x05\x06")
        while at >= 0:
            if at + 22 <= len(self.tail):
                comment = struct.unpack_from("<H", self.tail, at + 20)[0]
                if at + 22 + comment == len(self.tail):
                    return self.size - len(self.tail) + at
            at = self.tail.rfind(b"PK\x05\x06", 0, at)
        return None

    def _zip_begins_at_zero(self) -> bool:
        end = self._zip_end()
        if end is None:
            return True  # damaged, which the archive reader says better
        size, offset = struct.unpack_from("<II", self.tail, end - (self.size - len(self.tail)) + 12)
        return 0xFFFFFFFF in (size, offset) or size + offset == end
