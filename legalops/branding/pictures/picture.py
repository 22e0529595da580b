"""What a clean picture is, and how to say that there is none."""

from dataclasses import dataclass
from typing import Final

PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
WEBP: Final = "image/webp"
MOST_PIXELS_A_SIDE: Final = 2048


class Unsound(Exception):
    """The bytes are no picture that can be used; the argument is one of `FAULTS`."""


FAULTS: Final = frozenset({"kind", "damaged", "moving", "large"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A clean picture: its media type, its bytes, and its size in pixels."""

    media_type: str
    data: bytes
    width: int
    height: int
