"""Parsing XML from strangers: no DTD, no entities, no network, no huge trees, known encodings only."""

import re

from lxml import etree

from billing.ledes.findings import Notes

LIMIT_MB = 32
_ENCODINGS = {
    "utf-8",
    "utf8",
    "us-ascii",
    "ascii",
    "iso-8859-1",
    "iso-8859-15",
    "windows-1252",
    "cp1252",
    "latin1",
}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
# A document type without internal subset, as real XML 2000 files carry: it can be left out unread.
_PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^\[\]<>]*>")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00")


def parse(data: bytes, notes: Notes) -> etree._Element | None:
    """The root element, or None with the reason in the notes (X500, X506, F005, F007)."""
    if data.startswith(_WIDE) or b"\x00" in data[:64]:
        notes.error("F005:encoding", value="UTF-16 or UTF-32")
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    declared = _DECLARED.match(data)
    if declared and declared.group(1).decode().lower() not in _ENCODINGS:
        notes.error("F005:encoding", value=declared.group(1).decode())
        return None
    data = _without_doctype(data, notes)
    return None if notes.refused else _parse(data, notes)


def _without_doctype(data: bytes, notes: Notes) -> bytes:
    """Refuse entity definitions before any parser sees them; a bare DOCTYPE is mended unless strict."""
    bare = _COMMENT.sub(lambda match: b" " * len(match.group()), data)
    upper = bare.upper()
    at = upper.find(b"<!DOCTYPE")
    if at < 0 and b"<!ENTITY" not in upper:
        return data
    line = data.count(b"\n", 0, max(at, 0)) + 1
    plain = _PLAIN_DOCTYPE.match(bare, at) if at >= 0 else None
    if plain is None or b"<!ENTITY" in upper or upper.count(b"<!DOCTYPE") > 1:
        notes.error("X506", line)
        return data
    notes.repaired("X506", line)
    return data[: plain.start()] + data[plain.end() :]


def _parse(data: bytes, notes: Notes) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        line = getattr(problem, "lineno", None)
        notes.error("X500", line or None, what=_plain_words(str(problem)))
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        notes.error("X506")
        return None
    return root


def _plain_words(problem: str) -> str:
    """The parser's words without its line numbers, which the finding has already."""
    return (
        re.sub(r",? ?(line \d+)?,? ?column \d+.*$", "", problem.partition("(<string>")[0]).strip()
        or "unknown"
    )
