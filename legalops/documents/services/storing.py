"""Taking a file in."""

import errno
import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING, BinaryIO

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from legalops.documents import sniffing, storage
from legalops.documents.enums import ScanStatus
from legalops.documents.models import Document
from legalops.documents.names import clean_name
from legalops.documents.sniffing import Sniffer
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.web.formats import file_size

if TYPE_CHECKING:
    from legalops.accounts.models import User

CHUNK = 256 * 1024
# The harmless test file that every scanner must find; it shows that refusal works without a scanner.
_EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"

# With their articles: "scan.pdf is a PDF."
_KINDS = {
    sniffing.TEXT: _("a text file"),
    sniffing.XML: _("an XML file"),
    sniffing.HTML: _("a web page"),
    sniffing.PDF: _("a PDF"),
    sniffing.ZIP: _("a zip archive"),
    sniffing.DOCX: _("a Word document"),
    sniffing.XLSX: _("an Excel workbook"),
    sniffing.PPTX: _("a PowerPoint presentation"),
    "application/rtf": _("a rich-text file"),
    "application/x-ole-storage": _("an older Office file or e-mail"),
    sniffing.PROGRAM: _("a program"),
    sniffing.BINARY: _("binary data, not text"),
}


def store(
    fileobj: BinaryIO,
    *,
    name: str,
    actor: "User",
    max_bytes: int,
    allowed: Collection[str],
    instead: str = "",
) -> Document:
    """Store an upload and return its row; call it in the transaction of the record that owns the link.

    `allowed` are media types of `documents.sniffing`; the type is read from the bytes. `instead` says what to
    upload in place of a file of another kind; left out, the allowed kinds are named. The file is durable
    before the row exists; if the transaction fails afterwards, an unnamed file stays and harms nobody.
    Raises DomainError (documents.empty, .too_large, .wrong_type, .polyglot, .infected, .no_space).
    """
    shown = clean_name(name)
    try:
        with storage.incoming() as temporary:
            digest, sniffer = _copy(fileobj, temporary, shown, max_bytes)
            _check(sniffer, shown, allowed, instead)
            storage.keep(temporary, digest)
    except OSError as failure:
        _refuse_full_disk(failure, shown)
        raise
    return Document.objects.create(
        sha256=digest,
        size=sniffer.size,
        media_type=sniffer.media_type,
        original_name=shown,
        uploaded_by=actor,
        created_at=clock.now(),
        scan_status=ScanStatus.NOT_SCANNED,
    )


def _copy(source: BinaryIO, target: BinaryIO, name: str, max_bytes: int) -> tuple[str, Sniffer]:
    digest, sniffer = hashlib.sha256(), Sniffer()
    while chunk := source.read(CHUNK):
        sniffer.feed(chunk)
        if sniffer.size > max_bytes:
            message = _("%(name)s is larger than %(limit)s. Split it, or send it compressed.")
            raise _refusal("too_large", message, name=name, limit=file_size(max_bytes))
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest(), sniffer


def _check(sniffer: Sniffer, name: str, allowed: Collection[str], instead: str) -> None:
    if sniffer.size == 0:
        raise _refusal("empty", _("%(name)s is empty. Save it again and upload the new file."), name=name)
    if sniffer.head.startswith(_EICAR):
        raise _refusal("infected", _("%(name)s contains malware and was not stored."), name=name)
    if sniffer.media_type not in allowed:
        message, instead = _("%(name)s is %(kind)s. %(instead)s"), instead or _one_of(allowed)
        raise _refusal("wrong_type", message, name=name, kind=_kind(sniffer.media_type), instead=instead)
    if sniffer.is_polyglot:
        message = _("%(name)s is two kinds of file in one. Save it again as one kind and upload that.")
        raise _refusal("polyglot", message, name=name)


def _one_of(allowed: Collection[str]) -> str:
    kinds = list(dict.fromkeys(_kind(each) for each in sorted(allowed)))
    return gettext("Upload %s instead.") % get_text_list(kinds, gettext("or"))


def _kind(media_type: str) -> str:
    if media_type.startswith("image/"):
        return gettext("a picture")
    return str(_KINDS.get(media_type) or gettext("a file of another kind (%s)") % media_type)


def _refusal(code: str, message: str, **facts: str) -> DomainError:
    return DomainError(f"documents.{code}", message % facts, field="file")


def _refuse_full_disk(failure: OSError, name: str) -> None:
    if failure.errno in (errno.ENOSPC, errno.EDQUOT):
        message = _("%(name)s could not be stored because the server is out of space. Try again later.")
        raise _refusal("no_space", message, name=name) from failure
