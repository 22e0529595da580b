"""The plain markup of a template's text: `#` headings, `-` bullets, `**bold**`; each line is a paragraph."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

_HEADING = re.compile(r"(#{1,3})\s+(.*)")
_BULLET = re.compile(r"[-*]\s+(.*)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


class Shape(StrEnum):
    """How a paragraph looks."""

    PLAIN = "plain"
    HEADING_1 = "heading-1"
    HEADING_2 = "heading-2"
    HEADING_3 = "heading-3"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a paragraph."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph."""

    shape: Shape
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(span.text for span in self.spans)


def blocks(text: str, fill: Callable[[str], str] = str) -> list[Block]:
    """The paragraphs of a text. Markup is read first and `fill` after it, so that no value becomes markup."""
    read = [_block(line.strip()) for line in text.splitlines() if line.strip()]
    return [replace(block, spans=_filled(block.spans, fill)) for block in read]


def _filled(spans: tuple[Span, ...], fill: Callable[[str], str]) -> tuple[Span, ...]:
    return tuple(Span(fill(span.text), span.bold) for span in spans)


def _block(line: str) -> Block:
    if found := _HEADING.fullmatch(line):
        return Block(Shape(f"heading-{len(found.group(1))}"), tuple(_spans(found.group(2))))
    if found := _BULLET.fullmatch(line):
        return Block(Shape.BULLET, tuple(_spans(found.group(1))))
    return Block(Shape.PLAIN, tuple(_spans(line)))


def _spans(line: str) -> Iterator[Span]:
    at = 0
    for found in _BOLD.finditer(line):
        if found.start() > at:
            yield Span(line[at : found.start()])
        yield Span(found.group(1), bold=True)
        at = found.end()
    if at < len(line):
        yield Span(line[at:])
