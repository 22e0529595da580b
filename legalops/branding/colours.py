"""An accent colour and the shades made of it, in light and dark; contrast as WCAG 2.2 measures it. Pure."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

Rgb: TypeAlias = tuple[int, int, int]

# WCAG 1.4.3, level AA, for text of usual size.
NEEDED: Final = 4.5
_HEX: Final = re.compile(r"#[0-9a-f]{6}")
WHITE: Final[Rgb] = (255, 255, 255)
BLACK: Final[Rgb] = (0, 0, 0)
# The surfaces of tokens.css that an accent stands on as text: the one hardest to read on in each theme.
_LIGHT: Final[Rgb] = (0xF1, 0xF3, 0xF6)
_DARK: Final[Rgb] = (0x23, 0x2A, 0x34)
_DARK_CARD: Final[Rgb] = (0x1B, 0x1F, 0x26)
_STEP: Final = 0.02


@dataclass(frozen=True, slots=True)
class Shades:
    """An accent in one theme, each as "#rrggbb": as text, as text pointed at, filled, filled and pointed at,
    and as the ground of what is chosen.
    """

    text: str
    strong: str
    fill: str
    fill_hover: str
    soft: str


def parse(text: str) -> Rgb | None:
    """The colour of "#1d56a5", whatever its case; None for anything else."""
    text = text.strip().lower()
    if not _HEX.fullmatch(text):
        return None
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def written(colour: Rgb) -> str:
    """ "#1d56a5"."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 (the same) to 21 (black on white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def worst(accent: Rgb) -> float:
    """The lowest contrast of words in the light theme: white ones on the accent, or in it on a surface."""
    return min(
        contrast(WHITE, accent), contrast(accent, _LIGHT), contrast(accent, _mixed(accent, WHITE, 0.9))
    )


def light(accent: Rgb) -> Shades:
    """The accent as it is, and what goes with it on white."""
    darker = _mixed(accent, BLACK, 0.18)
    return Shades(*map(written, (accent, darker, accent, darker, _mixed(accent, WHITE, 0.9))))


def dark(accent: Rgb) -> Shades:
    """The accent made light enough to be read on dark surfaces; filled, as light as white allows."""
    soft = _mixed(accent, _DARK_CARD, 0.78)
    text = _until(
        accent, WHITE, lambda shade: min(contrast(shade, _DARK), contrast(shade, soft)) >= NEEDED + 1
    )
    fill = _while(accent, WHITE, lambda shade: contrast(WHITE, shade) >= NEEDED + 0.4)
    return Shades(
        *map(written, (text, _mixed(text, WHITE, 0.35), fill, _mixed(fill, BLACK, 0.12), soft)),
    )


def _until(start: Rgb, end: Rgb, enough) -> Rgb:
    share, shade = 0.0, start
    while not enough(shade) and share < 1:
        share += _STEP
        shade = _mixed(start, end, share)
    return shade


def _while(start: Rgb, end: Rgb, allowed) -> Rgb:
    """As far as allowed, and no further than a third of the way: a black accent stays dark."""
    share, shade = 0.0, start
    while share < 0.34 and allowed(following := _mixed(start, end, share + _STEP)):
        share, shade = share + _STEP, following
    return shade


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    first, second, third = (round(a + (b - a) * min(1.0, share)) for a, b in zip(one, other, strict=True))
    return first, second, third


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
