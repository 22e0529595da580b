"""The one door: bytes in, a clean picture out."""

import struct
from collections.abc import Callable
from typing import Final

from legalops.branding.pictures import jpeg, png, webp
from legalops.branding.pictures.picture import MOST_PIXELS_A_SIDE, Picture, Unsound

_READERS: Final = (
    (b"\x89PNG\r\n\x1a\n", png.cleaned),
    (b"\xff\xd8\xff", jpeg.cleaned),
    (b"RIFF", webp.cleaned),
)


def cleaned(data: bytes) -> Picture:
    """The picture made again from its necessary parts.

    Raises Unsound: "kind" for what is no PNG, JPEG or WebP, "damaged", "moving" for an animation, "large" for
    more than 2,048 pixels a side.
    """
    for opening, read in _READERS:
        if data.startswith(opening):
            return _of_a_size(_read(read, data))
    raise Unsound("kind")


def _read(read: Callable[[bytes], Picture], data: bytes) -> Picture:
    try:
        return read(data)
    except (IndexError, ValueError, OverflowError, struct.error) as fault:
        raise Unsound("damaged") from fault


def _of_a_size(picture: Picture) -> Picture:
    if not (picture.width and picture.height):
        raise Unsound("damaged")
    if max(picture.width, picture.height) > MOST_PIXELS_A_SIDE:
        raise Unsound("large")
    return picture
