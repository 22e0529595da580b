"""Plain text and its encodings."""

import codecs

from legalops.documents.text.reader.limits import Pages

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_plain(path: str, pages: Pages) -> None:
    """The whole as one page: UTF-8, UTF-16 by its mark, else Windows' Western encoding."""
    with open(path, "rb") as file:
        head = file.read(4 * pages.limits.characters)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    pages.add(_decoded(head, marked))


def _decoded(head: bytes, marked: str) -> str:
    if marked:
        return head.decode(marked, errors="replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)  # cut letters at the end are no fault
    except UnicodeDecodeError:
        return head.decode("cp1252", errors="replace")
