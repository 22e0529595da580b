"""What a condition's value may be chosen from, where that is a short list."""

from django.utils.translation import gettext as _

from legalops.access.capabilities import PORTAL_SUBMIT, PORTAL_VIEW
from legalops.accounts.models import Team, User
from legalops.kernel.records import Choices, Field, FieldKind

_MOST = 500


def choices_of(field: Field) -> Choices:
    """Value and label of each choice; empty where the value is typed."""
    if field.choices is not None:
        return [(str(value), str(label)) for value, label in field.choices()]
    if field.kind == FieldKind.BOOLEAN:
        return [("true", _("yes")), ("false", _("no"))]
    if field.kind == FieldKind.PERSON:
        return _people()
    if field.kind == FieldKind.TEAM:
        return [(str(pk), name) for pk, name in Team.objects.values_list("pk", "name")[:_MOST]]
    return []


def _people() -> Choices:
    staff = User.objects.filter(is_active=True, is_system=False).exclude(
        role_assignments__role__capabilities__overlap=[PORTAL_VIEW, PORTAL_SUBMIT]
    )
    return [(str(pk), name) for pk, name in staff.values_list("pk", "full_name")[:_MOST]]
