"""The editor itself: rows of field, operator and value. It works without a script, with a few blank rows."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from legalops.kernel import records
from legalops.kernel.conditions import OPERATORS, operators_for
from legalops.kernel.records import Choices, Field, FieldKind
from legalops.web.conditions.choices import choices_of
from legalops.web.conditions.rows import AND, OR, Row, from_rows, split_typed, to_rows

# Rows that wait to be filled in where there is no script to add one.
BLANK_ROWS = 2
_INPUT_TYPES = {FieldKind.DATE: "date", FieldKind.NUMBER: "number", FieldKind.MONEY: "text"}


@dataclass(frozen=True, slots=True)
class Offered:
    """A field as the editor offers it."""

    code: str
    label: str
    input: str
    operators: tuple[str, ...]
    choices: Choices


class ConditionsWidget(forms.Widget):
    """Posts `<name>-<n>-join`, `-field`, `-operator` and one or more `-value`."""

    template_name = "web/conditions/editor.html"

    class Media:
        css = {"all": ["css/conditions.css"]}
        js = [forms.widgets.Script("js/conditions.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None, *, console: bool = False) -> None:
        super().__init__(attrs)
        self.console, self.record_type = console, ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        """The stored list for the posted rows."""
        return from_rows(_posted(data, name))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the editor was not on the page at all."""
        return not _numbers(data, name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The rows, with two blank ones to go on with."""
        rows = to_rows(value)
        offered = [_offer(field) for field in records.fields_of(self.record_type).values()]
        context = {
            "name": name,
            "id": (attrs or {}).get("id", f"id_{name}"),
            "attrs": self.build_attrs(self.attrs, attrs),
            "rows": [_shown(row, offered) for row in [*rows, *[Row()] * BLANK_ROWS]],
            "fields": offered,
            "operators": OPERATORS.values(),
            "console": self.console,
            "described": json.dumps({each.code: _for_script(each) for each in offered}),
            "takes": json.dumps({each.code: each.takes for each in OPERATORS.values()}),
        }
        return mark_safe(render_to_string(self.template_name, context))  # noqa: S308  (our own template output)

    def id_for_label(self, id_: str) -> str:
        """The first row's field."""
        return f"{id_}_0_field"


def _posted(data: Any, name: str) -> list[Row]:
    return [_read(data, f"{name}-{number}-") for number in _numbers(data, name)]


def _numbers(data: Mapping[str, Any], name: str) -> list[int]:
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-field")
    return sorted(int(found.group(1)) for key in data if (found := pattern.fullmatch(key)))


def _read(data: Any, start: str) -> Row:
    values = data.getlist(f"{start}value") if hasattr(data, "getlist") else [data.get(f"{start}value", "")]
    operator = data.get(f"{start}operator", "")
    known = OPERATORS.get(operator)
    if known and known.takes == "nothing":
        values = []
    elif known and known.takes in ("several", "two"):
        values = split_typed([value for value in values if value.strip()])
    join = OR if data.get(f"{start}join") == OR else AND
    return Row(join, data.get(f"{start}field", ""), operator, tuple(values))


def _offer(field: Field) -> Offered:
    operators = tuple(each.code for each in operators_for(field.kind))
    kind = _INPUT_TYPES.get(field.kind, "text")
    return Offered(field.code, str(field.label), kind, operators, choices_of(field))


def _for_script(offered: Offered) -> dict[str, Any]:
    return {"input": offered.input, "operators": offered.operators, "choices": offered.choices}


def _shown(row: Row, offered: list[Offered]) -> dict[str, Any]:
    """A row with the boxes that its field and operator ask for."""
    field = next((each for each in offered if each.code == row.field), None)
    takes = OPERATORS[row.operator].takes if row.operator in OPERATORS else "one"
    boxes = [*row.values, "", ""][:2] if takes == "two" else [*row.values][:1] or [""]
    if takes == "several" and not (field and field.choices):
        boxes = ["; ".join(row.values)]
    return {
        "row": row,
        "known": field is not None or not row.field,
        "takes": takes,
        "input": field.input if field and takes != "several" else "text",
        "choices": field.choices if field else [],
        "strange": _strange(row, field),
        "boxes": boxes,
    }


def _strange(row: Row, field: Offered | None) -> list[str]:
    """Values that are no longer among the choices: shown as they are, so that nothing is lost unseen."""
    known = {value for value, _label in field.choices} if field else set()
    return [value for value in row.values if value not in known]
