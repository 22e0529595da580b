"""Taking a file in."""

import errno
import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING, BinaryIO

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from legalops.documents import sniffing, storage
from legalops.documents.enums import ScanStatus
from legalops.documents.models import Document
from legalops.documents.names import clean_name
from legalops.documents.sniffing import Sniffer
from legalops.kernel import clock
from legalops.kernel.errors import DomainError

if TYPE_CHECKING:
    from legalops.accounts.models import User

CHUNK = 256 * 1024
# The harmless test file that every scanner must find; it shows that refusal works without a scanner.
_EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"

_KINDS = {
    sniffing.TEXT: "text",
    sniffing.XML: "XML",
    sniffing.HTML: "a web page",
    sniffing.PDF: "PDF",
    sniffing.ZIP: "zip",
    sniffing.DOCX: "Word",
    sniffing.XLSX: "Excel",
    sniffing.PPTX: "PowerPoint",
    "application/rtf": "rich text",
    "application/x-ole-storage": "an older Office file or e-mail",
    sniffing.PROGRAM: "a program",
    sniffing.BINARY: "binary data, not text",
}


def store(
    fileobj: BinaryIO, *, name: str, actor: "User", max_bytes: int, allowed: Collection[str]
) -> Document:
    """Store an upload and return its row; call it in the transaction of the record that owns the link.

    `allowed` are media types of `documents.sniffing`; the type is read from the bytes. The file is durable
    before the row exists; if the transaction fails afterwards, an unnamed file stays and harms nobody.
    Raises DomainError (documents.empty, .too_large, .wrong_type, .polyglot, .infected, .no_space).
    """
    shown = clean_name(name)
    try:
        with storage.incoming() as temporary:
            digest, sniffer = _copy(fileobj, temporary, shown, max_bytes)
            _check(sniffer, shown, allowed)
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
            raise _refusal("too_large", message, name=name, limit=filesizeformat(max_bytes))
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest(), sniffer


def _check(sniffer: Sniffer, name: str, allowed: Collection[str]) -> None:
    if sniffer.size == 0:
        raise _refusal("empty", _("%(name)s is empty. Save it again and upload the new file."), name=name)
    if sniffer.head.startswith(_EICAR):
        raise _refusal("infected", _("%(name)s contains malware and was not stored."), name=name)
    if sniffer.media_type not in allowed:
        message = _("%(name)s is %(kind)s. Upload one of these kinds: %(allowed)s.")
        kinds = ", ".join(dict.fromkeys(_kind(each) for each in sorted(allowed)))
        raise _refusal("wrong_type", message, name=name, kind=_kind(sniffer.media_type), allowed=kinds)
    if sniffer.is_polyglot:
        message = _("%(name)s is two kinds of file in one. Save it again as one kind and upload that.")
        raise _refusal("polyglot", message, name=name)


def _kind(media_type: str) -> str:
    if media_type.startswith("image/"):
        return _("a picture")
    return _KINDS.get(media_type, _("a file of another kind (%s)") % media_type)


def _refusal(code: str, message: str, **facts: str) -> DomainError:
    return DomainError(f"documents.{code}", message % facts, field="file")


def _refuse_full_disk(failure: OSError, name: str) -> None:
    if failure.errno in (errno.ENOSPC, errno.EDQUOT):
        message = _("%(name)s could not be stored because the server is out of space. Try again later.")
        raise _refusal("no_space", message, name=name) from failure
