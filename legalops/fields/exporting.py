"""Custom fields in whole tables that a person takes away: only what they may see."""

from typing import Any

from legalops.fields.catalogue import catalogue
from legalops.fields.definitions import Definition
from legalops.fields.enums import DERIVED
from legalops.fields.models import Customised
from legalops.fields.visibility import sees
from legalops.kernel import records


def kept_codes(model: Any, user: Any) -> frozenset[str] | None:
    """Codes whose values the person may take away; None for all, or where the model has none."""
    if user is None or not issubclass(model, Customised):
        return None
    kind = next((each.code for each in records.known() if each.model is model), "")
    return frozenset(each.code for each in catalogue().of(kind).values() if _kept(each, user))


def _kept(definition: Definition, user: Any) -> bool:
    return definition.kind not in DERIVED and sees(user, definition)
