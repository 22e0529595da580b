"""Keeping a layout: one call for all of its sections."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.audit.services import record as note
from legalops.fields import layouts
from legalops.fields.catalogue import catalogue, changed
from legalops.fields.events import LAID_OUT
from legalops.fields.layouts import Layout, Part
from legalops.fields.models import FieldLayout, FieldLayoutVersion
from legalops.fields.registry import host_of, sub_types_of
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError


@transaction.atomic
def save_layout(
    record_type: str, sub_type: str, given: Sequence[Any], *, version: int | None = None, actor: Any
) -> FieldLayout:
    """Arrange the fields of a record type, or of one sub-type, like this; an empty list goes back to what the
    definitions, or for a sub-type its record type, say.

    `version` is that of the layout as the person saw it. The same again changes nothing. Raises DomainError,
    in a sentence, for what is no layout, Conflict when somebody else saved meanwhile.
    """
    _refuse_unknown(record_type, sub_type)
    content = [each.plain() for each in read_given(record_type, sub_type, given)]
    FieldLayout.objects.get_or_create(record_type=record_type, sub_type=sub_type)
    row = FieldLayout.objects.select_for_update().get(record_type=record_type, sub_type=sub_type)
    if content == row.content:  # pressed twice is pressed once
        return row
    if version is not None and version != row.version:
        raise Conflict("layouts.changed", _changed_meanwhile(row))
    before, row.content, row.version = row.content, content, row.version + 1
    row.save()
    FieldLayoutVersion.objects.create(
        layout=row, number=row.version, content=content, made_by=actor, made_at=clock.now()
    )
    note(
        row,
        LAID_OUT,
        actor=actor,
        before={"layout": row.key, "sections": _told(before)},
        after={"layout": row.key, "sections": _told(content)},
    )
    changed()
    return row


def restore_layout(row: FieldLayout, number: int, *, version: int, actor: Any) -> FieldLayout:
    """Go back to an earlier version, which becomes the newest; fields and roles that are gone since are left
    out. Raises DomainError where there is none of this number, Conflict as `save_layout` does.
    """
    found = row.versions.filter(number=number).first()
    if found is None:
        raise DomainError("layouts.version", _("There is no version %d.") % number)
    there = {each.code for each in fields_for(row.record_type, row.sub_type)}
    roles = set(Role.objects.values_list("code", flat=True))
    content = [
        each
        | {
            "fields": [code for code in each["fields"] if code in there],
            "roles": [code for code in each["roles"] if code in roles],
        }
        for each in found.content
    ]
    return save_layout(row.record_type, row.sub_type, content, version=version, actor=actor)


def fields_for(record_type: str, sub_type: str) -> list[Any]:
    """The fields in use that a layout of this sub-type arranges; of all where there is none."""
    live = catalogue().live(record_type)
    return [each for each in live if not sub_type or not each.sub_types or sub_type in each.sub_types]


def read_given(record_type: str, sub_type: str, given: Any) -> Layout:
    """What was given as a layout. Raises DomainError in a sentence."""
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) > layouts.MOST_SECTIONS:
        raise _refused(_("A layout is a list of at most %d sections.") % layouts.MOST_SECTIONS)
    parts = tuple(_part(each) for each in given)
    _refuse_twice([part.title.casefold() for part in parts], _("Two sections are called “%s”."))
    codes = [code for part in parts for code in part.fields]
    _refuse_twice(codes, _("“%s” stands in two places."))
    known = {each.code for each in fields_for(record_type, sub_type)}
    if strange := [code for code in codes if code not in known]:
        raise _refused(_("There is no field “%s” to arrange here.") % strange[0])
    roles = {role for part in parts for role in part.roles}
    if gone := sorted(roles - set(Role.objects.values_list("code", flat=True))):
        raise _refused(_("There is no role “%s”.") % gone[0])
    return parts


def _part(given: Any) -> Part:
    if not isinstance(given, Mapping) or set(given) - {"title", "collapsed", "roles", "fields"}:
        raise _refused(_("A section has a title, fields, roles, and begins closed or not."))
    title, collapsed = given.get("title", ""), given.get("collapsed", False)
    fields, roles = given.get("fields", []), given.get("roles", [])
    if not isinstance(title, str) or not isinstance(collapsed, bool):
        raise _refused(_("A section has a title, fields, roles, and begins closed or not."))
    if not all(
        isinstance(each, list) and all(isinstance(one, str) for one in each) for each in (fields, roles)
    ):
        raise _refused(_("Write fields and roles as lists of codes."))
    title = title.strip()
    if len(title) > layouts.MOST_TITLE or not title.isprintable():
        raise _refused(_("A title has one line of at most %d characters.") % layouts.MOST_TITLE)
    if not title and (collapsed or roles):
        raise _refused(_("A section that begins closed or is for some roles needs a title."))
    return Part(title, tuple(fields), collapsed, frozenset(roles))


def _refuse_unknown(record_type: str, sub_type: str) -> None:
    host_of(record_type)
    if sub_type and sub_type not in dict(sub_types_of(record_type)):
        raise _refused(_("There is no type “%s” of this record.") % sub_type)


def _refuse_twice(names: list[str], words: str) -> None:
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice is not None:
        raise _refused(words % (twice or _("no title")))


def _refused(words: str) -> DomainError:
    return DomainError("layouts.content", words, field="content")


def _changed_meanwhile(row: FieldLayout) -> str:
    last = row.versions.select_related("made_by").first()
    words = _("%s has saved this layout meanwhile. What you see is yours, and nothing of it is kept yet.")
    return words % (last.made_by if last else _("Somebody"))


def _told(content: list[dict[str, Any]]) -> list[str]:
    """Sections in words, for the ledger."""
    return [f"{each['title'] or '–'}: {', '.join(each['fields'])}{_how(each)}" for each in content]


def _how(part: Mapping[str, Any]) -> str:
    said = [*(["closed"] if part["collapsed"] else []), *(part["roles"])]
    return f" ({', '.join(said)})" if said else ""
