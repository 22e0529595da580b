"""JPEG (ITU-T T.81): its segments up to the end of the picture, without comments and application data."""

import struct
from typing import Final

from legalops.branding.pictures.picture import JPEG, Picture, Unsound

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
# Frames that browsers draw: baseline, extended and progressive.
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
# Quantisation and Huffman tables, restart interval.
_TABLES: Final = frozenset({0xDB, 0xC4, 0xDD})
_RESTARTS: Final = range(0xD0, 0xD8)
# Adobe's says how the colours are meant; without it they come out wrong.
_ADOBE: Final = 0xEE
_LEFT_OUT: Final = frozenset({*range(0xE0, 0xEE), 0xEF, 0xFE})


def cleaned(data: bytes) -> Picture:
    """The picture from its tables, frame and scans. Raises Unsound, IndexError or ValueError."""
    parts, size, at, scans = [data[:2]], None, 2, 0
    while True:
        marker, at = _marker(data, at)
        if marker == _END:
            break
        segment = _segment(data, at)
        if marker in _FRAMES:
            size = _size(segment)
        elif marker not in _TABLES and marker not in (_SCAN, _ADOBE) and marker not in _LEFT_OUT:
            raise Unsound("damaged")
        at += len(segment)
        if marker == _SCAN:
            end = _end_of_scan(data, at)
            segment, at, scans = segment + data[at:end], end, scans + 1
        if marker not in _LEFT_OUT and (marker != _ADOBE or segment[2:7] == b"Adobe"):
            parts.append(bytes((0xFF, marker)) + segment)
    if size is None or not scans:
        raise Unsound("damaged")
    return Picture(JPEG, b"".join((*parts, bytes((0xFF, _END)))), *size)


def _marker(data: bytes, at: int) -> tuple[int, int]:
    if data[at] != 0xFF:
        raise Unsound("damaged")
    while data[at] == 0xFF:
        at += 1
    return data[at], at + 1


def _segment(data: bytes, at: int) -> bytes:
    """With its length in front."""
    if at + 2 > len(data):
        raise Unsound("damaged")
    length = struct.unpack_from(">H", data, at)[0]
    if length < 2 or at + length > len(data):
        raise Unsound("damaged")
    return data[at : at + length]


def _size(segment: bytes) -> tuple[int, int]:
    _length, _precision, height, width = struct.unpack_from(">HBHH", segment)
    return width, height


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker begins that is none of the scan's own."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise Unsound("damaged")
        following = data[at + 1]
        if following and following not in _RESTARTS and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2
