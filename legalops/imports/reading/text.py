"""CSV as spreadsheets of any country save it."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from legalops.imports.reading.tables import refusal

SEPARATORS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What our own exports put before text that a spreadsheet could run (web.exports.neutralise).
_MADE_HARMLESS = tuple(f"'{sign}" for sign in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def lines(file: BinaryIO) -> Iterator[list[str]]:
    """The records of a CSV file. Raises DomainError naming the record that cannot be read."""
    content = decoded(file.read())
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator_of(content), strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = _("Row %(row)d cannot be read: its quotation marks do not match. Correct them there.")
            raise refusal("quotes", message % {"row": number}) from error
        yield [_as_written(cell) for cell in cells]


def decoded(data: bytes) -> str:
    """Text by its mark, else as UTF-8, else as Windows-1252 (domain/reliability.md: files of the field)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(data, "cp1252")


def separator_of(content: str) -> str:
    """The sign that separates the headings: the most frequent one outside quotation marks."""
    counts: Counter[str] = Counter()
    quoted = False
    for sign in content:
        if sign == '"':
            quoted = not quoted
        elif sign in "\r\n" and not quoted and counts:
            break
        elif sign in SEPARATORS and not quoted:
            counts[sign] += 1
    return counts.most_common(1)[0][0] if counts else ","


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = _("The file is not readable text from byte %(at)d on. Save it as CSV UTF-8.")
        raise refusal("encoding", message % {"at": error.start + 1}) from error


def _as_written(cell: str) -> str:
    return cell[1:] if cell.startswith(_MADE_HARMLESS) else cell
