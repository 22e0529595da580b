"""PNG (W3C PNG, third edition): chunks with their checksums, pixels that inflate to exactly their size."""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from legalops.branding.pictures.picture import MOST_PIXELS_A_SIDE, PNG, Picture, Unsound

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
# All that drawing needs: size, palette, transparency, colour space by number, pixels.
_KEPT: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"IDAT", b"IEND"})
_MOVING: Final = frozenset({b"acTL", b"fcTL", b"fdAT"})
# Channels by colour type, and the depths that each may have.
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
# Adam7: first column and row of each pass, and how far apart its pixels are.
_PASSES: Final = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)


def cleaned(data: bytes) -> Picture:
    """The picture with the chunks that are needed. Raises Unsound or ValueError."""
    chunks = list(_chunks(data))
    if any(kind in _MOVING for kind, _body in chunks):
        raise Unsound("moving")
    kinds = [kind for kind, _body in chunks]
    if kinds[0] != b"IHDR" or kinds.count(b"IHDR") != 1 or b"IDAT" not in kinds:
        raise Unsound("damaged")
    width, height, expected = _measures(chunks[0][1])
    _check_pixels(b"".join(body for kind, body in chunks if kind == b"IDAT"), expected)
    kept = b"".join(_chunk(kind, body) for kind, body in chunks if kind in _KEPT)
    return Picture(PNG, _SIGNATURE + kept, width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while True:
        if at + 12 > len(data):
            raise Unsound("damaged")
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        end = at + 12 + length
        if end > len(data) or zlib.crc32(kind + body) != struct.unpack_from(">I", data, end - 4)[0]:
            raise Unsound("damaged")
        # A part that no reader may leave out, and that this one does not know.
        if kind not in _KEPT and not kind[0] & 0x20:
            raise Unsound("damaged")
        yield kind, body
        if kind == b"IEND":
            return
        at = end


def _measures(header: bytes) -> tuple[int, int, int]:
    """Width, height, and how many bytes the pixels inflate to."""
    if len(header) != 13:
        raise Unsound("damaged")
    width, height, depth, kind, compression, filtering, interlaced = struct.unpack(">IIBBBBB", header)
    if compression or filtering or interlaced > 1 or depth not in _DEPTHS.get(kind, ()):
        raise Unsound("damaged")
    if max(width, height) > MOST_PIXELS_A_SIDE:
        raise Unsound("large")
    bits = depth * _CHANNELS[kind]
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    return width, height, sum(_size_of(width, height, bits, each) for each in passes)


def _size_of(width: int, height: int, bits: int, step: tuple[int, int, int, int]) -> int:
    left, top, across, down = step
    columns, rows = -(-(width - left) // across), -(-(height - top) // down)
    return rows * (1 + (columns * bits + 7) // 8) if columns > 0 and rows > 0 else 0


def _check_pixels(packed: bytes, expected: int) -> None:
    """Never inflates more than the picture's own size."""
    inflater = zlib.decompressobj()
    try:
        found = len(inflater.decompress(packed, expected + 1))
    except zlib.error:
        raise Unsound("damaged") from None
    if found != expected or inflater.unconsumed_tail or not inflater.eof or inflater.unused_data:
        raise Unsound("damaged")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
