"""Messages with figures: plain text with `{name}` where a figure of the rule belongs."""

from string import Formatter

import polars as pl


def placeholders(template: str) -> tuple[str, ...]:
    """Names of the figures a template asks for. Raises ValueError where its braces do not close."""
    return tuple(name for _, name in _parts(template) if name is not None)


def filled(template: str, words: dict[str, pl.Expr]) -> pl.Expr:
    """The template with each figure in words; a figure that is null reads as a dash.

    A name that is not offered stays as it stands, so that an old message never stops a review.
    """
    pieces: list[pl.Expr] = []
    for literal, name in _parts(template):
        pieces.append(pl.lit(literal))
        if name is not None:
            pieces.append(words[name].fill_null("–") if name in words else pl.lit(f"{{{name}}}"))
    return pl.concat_str(pieces)


def _parts(template: str) -> list[tuple[str, str | None]]:
    parts: list[tuple[str, str | None]] = []
    for literal, name, spec, conversion in Formatter().parse(template):
        if name is not None and (spec or conversion or not name.isidentifier()):
            raise ValueError(f"“{{{name}}}” is not the name of a figure")
        parts.append((literal, name))
    return parts or [("", None)]
