"""A definition with its choices from plain values, as the API and configuration files give them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legalops.fields.enums import CHOSEN
from legalops.fields.models import FieldDefinition
from legalops.fields.services.defining import save_choices, save_definition


@transaction.atomic
def write_definition(
    row: FieldDefinition,
    values: Mapping[str, Any],
    *,
    choices: Sequence[Mapping[str, Any]] | None = None,
    actor: Any,
) -> FieldDefinition:
    """Add or change a field; `choices` (code, label, retired) replace all it offers, None leaves them.

    Raises ValidationError by field for a definition that could not work.
    """
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    save_definition(row, actor=actor)
    if choices is not None:
        save_choices(row, choices, actor=actor)
    if row.kind in CHOSEN and not row.choices.filter(is_retired=False).exists():
        raise ValidationError({"choices": _("Give at least one choice.")})
    return row
