"""Layouts of custom fields as a section of the configuration's files; after the fields they name."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.configuration import sections
from legalops.configuration.sections import Item, Section
from legalops.fields.models import FieldLayout
from legalops.fields.services.laying_out import save_layout
from legalops.kernel.errors import DomainError


def register() -> None:
    """Called once, when the app is ready."""
    label = gettext_lazy("Layouts of fields")
    sections.register(
        Section("field_layouts", label, "layout", ("sections",), export, save, remove, order=77)
    )


def export() -> list[Item]:
    """Every layout, by its record type or “record type/sub-type”."""
    rows = FieldLayout.objects.exclude(content=[])
    return [{"layout": row.key, "sections": row.content} for row in rows]


def save(key: str, item: Item, actor: User) -> None:
    """Arrange the fields like this. Raises DomainError, in a sentence, for what is no layout."""
    record_type, _slash, sub_type = key.partition("/")
    if "sections" not in item:
        raise DomainError("configuration.value", _("Say which sections there are."), field="sections")
    try:
        save_layout(record_type, sub_type, item["sections"], actor=actor)
    except DomainError as refusal:
        raise DomainError("configuration.value", refusal.message, field="sections") from None


@transaction.atomic
def remove(key: str, actor: User) -> None:
    """Let the definitions say again how the fields stand."""
    record_type, _slash, sub_type = key.partition("/")
    save_layout(record_type, sub_type, [], actor=actor)
