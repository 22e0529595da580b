"""Storing what somebody attaches: which kinds, how large, and archives that are what they claim."""

from typing import BinaryIO, Final

from django.conf import settings

from legalops.accounts.models import User
from legalops.documents import sniffing
from legalops.documents.models import Document
from legalops.documents.safe_zip import ZipLimits, members
from legalops.documents.services.storing import store

# What legal departments work with. Programs and web pages are refused whatever they are called.
ALLOWED: Final = frozenset(
    {
        sniffing.TEXT, sniffing.XML, sniffing.PDF, sniffing.ZIP, sniffing.DOCX, sniffing.XLSX, sniffing.PPTX,
        "image/png", "image/jpeg", "image/gif", "image/tiff", "application/rtf", "application/x-ole-storage",
    }
)  # fmt: skip
MIB: Final = 1024 * 1024
# Office files are archives of text that packs well.
LIMITS: Final = ZipLimits(entries=5_000, ratio=200, ratio_from=4 * MIB, total_bytes=500 * MIB)


def take_in(fileobj: BinaryIO, *, name: str, actor: User) -> Document:
    """Store the bytes after everything that can be known of them was checked.

    Raises DomainError of `documents.services.storing.store`, and of `documents.safe_zip` for archives.
    """
    _check_archive(fileobj)
    return store(fileobj, name=name, actor=actor, max_bytes=settings.FILES_MAX_BYTES, allowed=ALLOWED)


def _check_archive(fileobj: BinaryIO) -> None:
    fileobj.seek(0)
    begins = fileobj.read(4)
    if begins in (b"PK\x03\x04", b"PK\x05\x06"):
        members(fileobj, LIMITS)
    fileobj.seek(0)
