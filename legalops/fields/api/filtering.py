"""Lists of the API narrowed by custom fields: `?cf_cost_centre=legal`."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from legalops.fields.definitions import PREFIX, Definition
from legalops.fields.models import Customised
from legalops.fields.selectors.finding import with_value
from legalops.fields.values.faults import NotOfField
from legalops.fields.visibility import seen_fields
from legalops.kernel import records


class CustomFilter(BaseFilterBackend):
    """Rows with exactly this value; of several choices, rows that have it among theirs."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        """Narrowed by every parameter that names a field. Raises ValidationError naming the parameter."""
        asked = {name: text for name, text in request.query_params.items() if name.startswith(PREFIX)}
        if not asked or not issubclass(queryset.model, Customised):
            return queryset
        kind = next(each.code for each in records.known() if each.model is queryset.model)
        seen = {each.key: each for each in seen_fields(request.user, kind) if not each.is_derived}
        for name, text in asked.items():
            queryset = _narrowed(queryset, seen.get(name), name, text, request.user)
        return queryset

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Fields are rows: the schema can only say that there are such parameters."""
        return []


def _narrowed(rows: Any, definition: Definition | None, name: str, text: str, user: Any) -> Any:
    if definition is None:
        raise ValidationError({name: "There is no such field."})
    try:
        return with_value(rows, definition, text, user)
    except NotOfField as fault:
        raise ValidationError({name: str(fault)}) from None
