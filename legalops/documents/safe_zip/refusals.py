"""The sentences with which an archive is refused."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.kernel.errors import DomainError

_SENTENCES: Final = {
    "zip_damaged": gettext_lazy(
        "The zip archive is damaged or incomplete%(where)s. Make it anew and upload it again."
    ),
    "zip_empty": gettext_lazy("The zip archive holds no files. Add the files and upload it again."),
    "zip_too_many": gettext_lazy(
        "The zip archive holds more than %(limit)s files. Split it into smaller archives."
    ),
    "zip_too_large": gettext_lazy(
        "The zip archive holds more than %(limit)s once unpacked. Split it into smaller archives."
    ),
    "zip_bomb": gettext_lazy(
        "The zip archive unpacks to more than %(limit)s times its size%(where)s, which honest files do not. "
        "Upload the files without compressing them."
    ),
    "zip_unsafe_name": gettext_lazy(
        "The zip archive holds the unsafe path %(name)s. Put the files at its top level and upload it again."
    ),
    "zip_duplicate_name": gettext_lazy(
        "The zip archive holds %(name)s twice. Keep one of them and upload it again."
    ),
    "zip_link": gettext_lazy("%(name)s in the zip archive is a link, not a file. Add the file itself."),
    "zip_encrypted": gettext_lazy(
        "%(name)s in the zip archive is protected by a password. Make the archive anew without one."
    ),
    "zip_nested": gettext_lazy(
        "%(name)s in the zip archive is itself an archive. Upload it on its own, or unpack it first."
    ),
    "zip_method": gettext_lazy(
        "%(name)s is compressed in a way that is not accepted. Use the standard method (Deflate)."
    ),
    "zip_overlap": gettext_lazy(
        "The zip archive stores several files in the same place%(where)s, which honest archives do not. "
        "Make it anew with another program."
    ),
}


def refusal(code: str, *, name: str = "", limit: Any = "") -> DomainError:
    """The DomainError "documents.<code>" with its sentence; `name` is the member it is about."""
    where = _(" (at %s)") % name if name else ""
    sentence = _SENTENCES[code] % {"name": name or _("A file"), "limit": limit, "where": where}
    return DomainError(f"documents.{code}", sentence, field="file")
