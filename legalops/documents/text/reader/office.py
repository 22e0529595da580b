"""Word, Excel and PowerPoint files: the text in the XML of their archives."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final

from lxml import etree

from legalops.documents.text.reader.limits import MIB, Pages, Unreadable

# What one part, and all parts together, may inflate to.
PART_BYTES: Final = 64 * MIB
ALL_BYTES: Final = 256 * MIB
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORD_PARTS: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_SHEETS: Final = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_SLIDES: Final = re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)(\d+)\.xml")
_BREAKS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_A}br": "\n"}
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)


def read_word(path: str, pages: Pages) -> None:
    """Body, headers, footers, notes and comments, the body first; a part is a page."""
    with _Opened(path) as parts:
        names = parts.named(_WORD_PARTS)
        for name in sorted(names, key=lambda each: (each != "word/document.xml", each)):
            if not pages.add("\n".join(parts.paragraphs(name, f"{_W}p", f"{_W}t"))):
                break


def read_slides(path: str, pages: Pages) -> None:
    """Slides in their order, each with its notes; one is a page."""
    with _Opened(path) as parts:
        for name in sorted(parts.named(_SLIDES), key=_number):
            if not pages.add("\n".join(parts.paragraphs(name, f"{_A}p", f"{_A}t"))):
                break


def read_sheets(path: str, pages: Pages) -> None:
    """Rows of every sheet with tabs between cells; a sheet is a page."""
    with _Opened(path) as parts:
        shared = list(parts.paragraphs("xl/sharedStrings.xml", f"{_S}si", f"{_S}t"))
        for name in sorted(parts.named(_SHEETS), key=_number):
            if not pages.add("\n".join(_rows(parts, name, shared))):
                break


class _Parts:
    """The parts of one archive under a common budget."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive, self.left = archive, ALL_BYTES

    def named(self, pattern: re.Pattern[str]) -> list[str]:
        return [name for name in self._archive.namelist() if pattern.fullmatch(name)]

    def elements(self, name: str) -> Iterator[etree._Element]:
        """Every element when it ends. No DTD, no entities, no network; what was seen is let go by callers."""
        if name not in self._archive.namelist():
            return
        with self._archive.open(name) as source:
            stream = _Counted(source, self)
            yield from (
                element
                for _event, element in etree.iterparse(
                    stream, events=("end",), resolve_entities=False, load_dtd=False, no_network=True,
                    huge_tree=False, remove_comments=True, remove_pis=True,
                )
            )  # fmt: skip

    def paragraphs(self, name: str, paragraph: str, text: str) -> Iterator[str]:
        """The text of each paragraph."""
        words: list[str] = []
        for element in self.elements(name):
            if element.tag == text:
                words.append(element.text or "")
            elif element.tag in _BREAKS:
                words.append(_BREAKS[element.tag])
            elif element.tag == paragraph:
                yield "".join(words)
                words = []
                element.clear()
        yield "".join(words)


class _Counted:
    """A stream that ends the reading when it inflates to too much: declared sizes lie."""

    def __init__(self, source: IO[bytes], parts: _Parts) -> None:
        self._source, self._parts, self._read = source, parts, 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(min(size, MIB) if size > 0 else MIB)
        self._read += len(chunk)
        self._parts.left -= len(chunk)
        if self._read > PART_BYTES or self._parts.left < 0:
            raise Unreadable("too_large")
        return chunk


class _Opened:
    """The archive's parts; what a damaged one raises becomes Unreadable."""

    def __init__(self, path: str) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
        except _DAMAGE as failure:
            raise Unreadable("damaged") from failure

    def __enter__(self) -> _Parts:
        return _Parts(self._archive)

    def __exit__(self, kind: object, failure: BaseException | None, _trace: object) -> None:
        if isinstance(failure, _DAMAGE):
            raise Unreadable("damaged") from failure


def _rows(parts: _Parts, name: str, shared: list[str]) -> Iterator[str]:
    cells: list[str] = []
    for element in parts.elements(name):
        if element.tag == f"{_S}c":
            cells.append(_cell(element, shared))
        elif element.tag == f"{_S}row":
            yield "\t".join(filter(None, cells))
            cells = []
            element.clear()


def _cell(cell: etree._Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(each.text or "" for each in cell.iter(f"{_S}t"))
    value = cell.findtext(f"{_S}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
    return value


def _number(name: str) -> tuple[int, str]:
    found = _SHEETS.fullmatch(name) or _SLIDES.fullmatch(name)
    return int(found[1]) if found else 0, name
