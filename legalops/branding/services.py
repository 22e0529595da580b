"""Setting name, logo, accent and words."""

import hashlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.branding import colours
from legalops.branding.models import DEPARTMENT, MOST_CONTACT, MOST_NAME, MOST_WELCOME, Branding
from legalops.branding.pictures import Picture, Unsound, cleaned
from legalops.branding.selectors import changed
from legalops.documents.services.storing import store
from legalops.kernel import clock, languages, notations
from legalops.kernel.errors import Conflict, DomainError

MOST_BYTES: Final = 256 * 1024
TEXTS: Final[Mapping[str, int]] = {"name": MOST_NAME, "welcome": MOST_WELCOME, "contact": MOST_CONTACT}
CODES: Final[Mapping[str, Callable[[str], None]]] = {
    "language": languages.known_language,
    "notation": notations.known_notation,
}
_NAMES: Final = {"image/png": "logo.png", "image/jpeg": "logo.jpg", "image/webp": "logo.webp"}


@transaction.atomic
def set_branding(given: Mapping[str, Any], *, version: int | None = None, actor: User) -> Branding:
    """Set what is given of name, accent, welcome, contact, logo (bytes; empty for none), and of language and
    notation of whoever chose none (codes; empty for the product's), in one event.

    `version` is that of the row as the person saw it. The same again changes nothing. Raises DomainError,
    naming the field, for a text too long or of more than one line, an accent that is no colour or not
    readable, a logo that is no sound picture, a language or notation that is not offered; Conflict when
    somebody else changed it meanwhile.
    """
    Branding.objects.get_or_create(code=DEPARTMENT)
    row = Branding.objects.select_for_update().get()
    before = _facts(row)
    for name in TEXTS.keys() & given.keys():
        setattr(row, name, _text(name, given[name]))
    for name in CODES.keys() & given.keys():
        setattr(row, name, _code(name, given[name]))
    if "accent" in given:
        row.accent = _accent(given["accent"])
    if "logo" in given:
        _set_logo(row, given["logo"], actor)
    after = _facts(row)
    if after == before:  # pressed twice is pressed once
        return row
    if version is not None and version != row.version:
        raise Conflict("branding.changed", _changed_meanwhile(row))
    _keep(row, before, after, actor)
    return row


def _keep(row: Branding, before: dict[str, Any], after: dict[str, Any], actor: User) -> None:
    row.version, row.changed_at, row.changed_by = row.version + 1, clock.now(), actor
    row.save()
    names = [name for name in after if after[name] != before[name]]
    record(
        row,
        "branding.changed",
        actor=actor,
        before={name: before[name] for name in names},
        after={name: after[name] for name in names},
    )
    changed()


def _facts(row: Branding) -> dict[str, Any]:
    logo = row.logo.sha256 if row.logo else ""
    return {name: getattr(row, name) for name in (*TEXTS, "accent", *CODES)} | {"logo": logo}


def _code(name: str, value: Any) -> str:
    code = str(value or "").strip()
    try:
        code and CODES[name](code)
    except ValidationError as faulty:
        raise DomainError(f"branding.{name}", " ".join(faulty.messages), field=name) from None
    return code


def _text(name: str, value: Any) -> str:
    text = str(value or "").strip()
    if not text.isprintable():
        raise DomainError("branding.text", _("Write it in one line."), field=name)
    if len(text) > TEXTS[name]:
        message = _("This has %(length)d characters; %(most)d is the most.")
        raise DomainError("branding.text", message % {"length": len(text), "most": TEXTS[name]}, field=name)
    return text


def _accent(value: Any) -> str:
    text = str(value or "").strip()
    if not text:
        return ""
    colour = colours.parse(text)
    if colour is None:
        message = _("“%s” is no colour. Write it as in #1d56a5.") % text[:20]
        raise DomainError("branding.accent", message, field="accent")
    found = colours.worst(colour)
    if found < colours.NEEDED:
        message = _(
            "Words in this colour, or white on it, would have a contrast of %(found).1f to 1. Readable words "
            "need %(needed).1f to 1 (WCAG AA). Choose a darker colour."
        )
        # Cut, not rounded: 4.46 must not be called 4.5.
        facts = {"found": int(found * 10) / 10, "needed": colours.NEEDED}
        raise DomainError("branding.accent", message % facts, field="accent")
    return colours.written(colour)


def _set_logo(row: Branding, data: bytes, actor: User) -> None:
    if not data:
        row.logo = row.logo_width = row.logo_height = None
        return
    picture = _picture(data)
    if row.logo is not None and row.logo.sha256 == hashlib.sha256(picture.data).hexdigest():
        return
    row.logo = store(
        BytesIO(picture.data),
        name=_NAMES[picture.media_type],
        actor=actor,
        max_bytes=MOST_BYTES,
        allowed=_NAMES.keys(),
    )
    row.logo_width, row.logo_height = picture.width, picture.height


def _picture(data: bytes) -> Picture:
    if len(data) > MOST_BYTES:
        raise _refused(
            _("The picture is larger than 256 KB. Save it smaller: it is shown 20 to 40 pixels high.")
        )
    try:
        return cleaned(data)
    except Unsound as fault:
        words = {
            "kind": _("This is no PNG, JPEG or WebP picture. SVG is not taken, since it can carry programs."),
            "moving": _("The picture moves. Save it as a single picture."),
            "large": _("The picture has more than 2,048 pixels a side. Save it smaller."),
            "damaged": _("The picture is damaged. Save it again and upload that."),
        }
        raise _refused(words[str(fault)]) from None


def _refused(words: str) -> DomainError:
    return DomainError("branding.logo", words, field="logo")


def _changed_meanwhile(row: Branding) -> str:
    words = _("%s has changed this meanwhile. Look at it as it is now, then change it again.")
    return words % (row.changed_by or _("Somebody"))
