"""A partial update of a record's own fields and of its custom ones: both or neither."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from legalops.fields.services import set_values


@transaction.atomic
def changed_with_custom(
    record: Any, given: dict[str, Any], change: Callable[[dict[str, Any]], Any], *, actor: Any
) -> Any:
    """Hand the record's own fields to `change`, then set `custom`. Raises what the two services raise."""
    custom = given.pop("custom", None)
    if given:
        change(given)
    return record if custom is None else set_values(record, custom, actor=actor)
