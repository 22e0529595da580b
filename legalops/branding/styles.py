"""The style sheet of an accent: the variables of tokens.css that hang on it. Pure."""

from dataclasses import fields
from typing import Final

from legalops.branding import colours
from legalops.branding.colours import Rgb, Shades

_VARIABLES: Final = {
    "text": ("--accent", "--focus", "--tblr-link-color"),
    "strong": ("--accent-strong", "--tblr-link-hover-color"),
    "fill": ("--accent-fill", "--tblr-primary"),
    "fill_hover": ("--accent-fill-hover", "--tblr-primary-darken"),
    "soft": ("--accent-soft",),
}


def sheet(accent: Rgb) -> str:
    """The variables in both themes. It depends on the accent alone, so its address may be kept for ever."""
    light, dark = colours.light(accent), colours.dark(accent)
    lines = [
        f"  {name}: light-dark({getattr(light, shade.name)}, {getattr(dark, shade.name)});"
        for shade in fields(Shades)
        for name in _VARIABLES[shade.name]
    ]
    return "\n".join((":root {", *lines, "}", ""))
