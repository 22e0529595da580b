"""A Word file (Office Open XML) of paragraphs: the five parts that Word and LibreOffice ask for, no more.

Texts become text nodes, so that a value can be no markup of Word's; the same paragraphs give the same bytes.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from legalops.workflows.drafting import word_parts
from legalops.workflows.drafting.markup import Block, Shape, Span

_NS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W: Final = f"{{{_NS}}}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_STYLES: Final = {
    Shape.HEADING_1: "Heading1",
    Shape.HEADING_2: "Heading2",
    Shape.HEADING_3: "Heading3",
    Shape.BULLET: "ListBullet",
}
# XML 1.0 has no place for these, whatever a field holds.
_NO_TEXT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)


def word_file(blocks: Iterable[Block], *, title: str) -> BytesIO:
    """The file, ready to be read from its beginning."""
    parts = word_parts.fixed() | {
        "word/document.xml": _document(blocks),
        "docProps/core.xml": word_parts.properties(_clean(title)),
    }
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name in ("[Content_Types].xml", *sorted(set(parts) - {"[Content_Types].xml"})):
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    packed.seek(0)
    return packed


def _document(blocks: Iterable[Block]) -> bytes:
    root = etree.Element(f"{_W}document", nsmap={"w": _NS})
    body = etree.SubElement(root, f"{_W}body")
    for block in blocks:
        _paragraph(body, block)
    section = etree.SubElement(body, f"{_W}sectPr")
    _set(section, "pgSz", w="11906", h="16838")
    edges = dict.fromkeys(("top", "right", "bottom", "left"), "1418")
    _set(section, "pgMar", **edges, header="709", footer="709", gutter="0")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _paragraph(body: Any, block: Block) -> None:
    paragraph = etree.SubElement(body, f"{_W}p")
    if style := _STYLES.get(block.shape):
        _set(etree.SubElement(paragraph, f"{_W}pPr"), "pStyle", val=style)
    for span in block.spans:
        _run(paragraph, span)


def _run(paragraph: Any, span: Span) -> None:
    run = etree.SubElement(paragraph, f"{_W}r")
    if span.bold:
        etree.SubElement(etree.SubElement(run, f"{_W}rPr"), f"{_W}b")
    for number, line in enumerate(_clean(span.text).splitlines() or [""]):
        if number:
            etree.SubElement(run, f"{_W}br")
        text = etree.SubElement(run, f"{_W}t")
        text.set(_SPACE, "preserve")
        text.text = line


def _set(parent: Any, tag: str, **attributes: str) -> None:
    element = etree.SubElement(parent, f"{_W}{tag}")
    for name, value in attributes.items():
        element.set(f"{_W}{name}", value)


def _clean(text: str) -> str:
    return _NO_TEXT.sub("", text)
