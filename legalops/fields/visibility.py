"""Who sees and who fills in which custom field. Deny is the same as absence: no list names the field."""

from typing import Any

from legalops.access.services import roles_of
from legalops.fields.catalogue import catalogue
from legalops.fields.definitions import Definition
from legalops.fields.enums import Kind
from legalops.fields.facts import linked_type, sources_of
from legalops.fields.registry import host_of, hosts


def sees(user: Any, definition: Definition) -> bool:
    """Whether the person sees the field, and all that it is worked out from, on the records they see."""
    return user.is_system or all(_sees_one(user, each) for each in (definition, *sources_of(definition)))


def _sees_one(user: Any, definition: Definition) -> bool:
    if host_of(definition.record_type).is_outsider(user):
        return definition.outsiders_see and _sees_linked(user, definition)
    if definition.see_roles and definition.see_roles.isdisjoint(roles_of(user)):
        return False
    return _sees_linked(user, definition)


def fills_in(user: Any, definition: Definition, *, opening: bool = False) -> bool:
    """Whether the person may give it a value, where they may edit the record or open one."""
    if definition.retired or definition.is_derived or not sees(user, definition):
        return False
    if user.is_system:
        return True
    if host_of(definition.record_type).is_outsider(user) and not opening:
        return False
    return not definition.edit_roles or not definition.edit_roles.isdisjoint(roles_of(user))


def seen_fields(user: Any, record_type: str) -> list[Definition]:
    """The fields in use that the person sees, in their order."""
    return [each for each in catalogue().live(record_type) if sees(user, each)]


def is_confidential(definition: Definition) -> bool:
    """Whether some who read a record's timeline may not see the field."""
    told_outside = host_of(definition.record_type).told_outside
    return bool(definition.see_roles) or (told_outside and not definition.outsiders_see)


def _sees_linked(user: Any, definition: Definition) -> bool:
    """A lookup tells no more than the field it shows."""
    if definition.kind != Kind.LOOKUP:
        return True
    kind = linked_type(definition)
    if kind is None:
        return False
    shown = catalogue().of(kind.code).get(definition.looked_up)
    if shown is None or kind.code not in {each.record_type for each in hosts()}:
        return shown is None
    return not shown.retired and shown.kind != Kind.LOOKUP and sees(user, shown)
