"""Kinds of files in words and icons; and which of them a browser may show as a picture."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from legalops.documents import sniffing

PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif"})


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is, and the icon for it."""

    label: Any
    icon: str


_KINDS: Final = {
    sniffing.PDF: Kind(_("PDF"), "file-certificate"),
    sniffing.DOCX: Kind(_("Word document"), "file-text"),
    sniffing.XLSX: Kind(_("Excel workbook"), "file-spreadsheet"),
    sniffing.PPTX: Kind(_("Presentation"), "report-analytics"),
    sniffing.ZIP: Kind(_("Zip archive"), "archive"),
    sniffing.TEXT: Kind(_("Text"), "file-text"),
    sniffing.XML: Kind(_("XML"), "file-text"),
    "application/rtf": Kind(_("Rich text"), "file-text"),
    "application/x-ole-storage": Kind(_("Older Office file or e-mail"), "file-text"),
}


def kind_of(media_type: str, name: str = "") -> Kind:
    """By the type that was read from the bytes; an e-mail is plain text that says so by its name."""
    if media_type == sniffing.TEXT and name.lower().endswith(".eml"):
        return Kind(_("E-mail"), "mail")
    if media_type.startswith("image/"):
        return Kind(_("Picture"), "eye")
    return _KINDS.get(media_type, Kind(_("File"), "file"))
