"""WebP (RFC 9649): one still picture with its transparency, without profile, EXIF and XMP."""

import struct
from collections.abc import Iterator
from typing import Final

from legalops.branding.pictures.picture import WEBP, Picture, Unsound

_STILL: Final = (b"VP8 ", b"VP8L")
_ALPHA_FLAG: Final = 0x10


def cleaned(data: bytes) -> Picture:
    """The picture from its pixels alone. Raises Unsound, IndexError or ValueError."""
    if data[8:12] != b"WEBP":
        raise Unsound("kind")
    chunks = list(_chunks(data))
    names = [name for name, _body in chunks]
    if b"ANIM" in names or b"ANMF" in names:
        raise Unsound("moving")
    pixels = [chunk for chunk in chunks if chunk[0] in _STILL]
    if len(pixels) != 1:
        raise Unsound("damaged")
    width, height = _size(*pixels[0])
    alpha = [chunk for chunk in chunks if chunk[0] == b"ALPH"][:1]
    if alpha and pixels[0][0] == b"VP8 ":
        return _picture([(b"VP8X", _extended(width, height)), *alpha, *pixels], width, height)
    return _picture(pixels, width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = 8 + struct.unpack_from("<I", data, 4)[0] if len(data) >= 12 else 0
    if not 12 < end <= len(data):
        raise Unsound("damaged")
    at = 12
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > end:
            raise Unsound("damaged")
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _size(name: bytes, body: bytes) -> tuple[int, int]:
    if name == b"VP8L":
        if len(body) < 5 or body[0] != 0x2F:
            raise Unsound("damaged")
        packed = struct.unpack_from("<I", body, 1)[0]
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    # A key frame, its start code, then fourteen bits for each side.
    if len(body) < 10 or body[0] & 1 or body[3:6] != b"\x9d\x01\x2a":
        raise Unsound("damaged")
    width, height = struct.unpack_from("<HH", body, 6)
    return width & 0x3FFF, height & 0x3FFF


def _extended(width: int, height: int) -> bytes:
    side = ((width - 1).to_bytes(3, "little"), (height - 1).to_bytes(3, "little"))
    return bytes((_ALPHA_FLAG, 0, 0, 0)) + b"".join(side)


def _picture(chunks: list[tuple[bytes, bytes]], width: int, height: int) -> Picture:
    body = b"".join(
        name + struct.pack("<I", len(part)) + part + b"\0" * (len(part) % 2) for name, part in chunks
    )
    return Picture(WEBP, b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body, width, height)
