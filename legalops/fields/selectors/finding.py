"""Records by a value of a custom field, through the column's index."""

from typing import Any

from legalops.fields.definitions import Definition
from legalops.fields.values.reading import stored_form


def with_value(rows: Any, definition: Definition, text: str, user: Any) -> Any:
    """Rows that have this value, or without text no value; of several choices those that have all of them.

    Raises NotOfField for what is no value of the field. The caller has made sure that the person sees it.
    """
    value = stored_form(definition, text, actor=user)
    if value is None:
        return rows.exclude(custom__has_key=definition.code)
    return rows.filter(custom__contains={definition.code: value})
