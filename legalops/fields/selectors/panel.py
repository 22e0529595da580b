"""The details of one record for one person: its custom fields by section, in words."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse

from legalops.access.services import roles_of
from legalops.fields.catalogue import catalogue
from legalops.fields.definitions import Definition
from legalops.fields.enums import Kind
from legalops.fields.facts import formula_value, link_of, linked_field, linked_type
from legalops.fields.judging import Standing
from legalops.fields.layouts import Arranged, arranged
from legalops.fields.registry import host_of
from legalops.fields.values.words import Names, derived_words, names_for, words_of
from legalops.fields.visibility import fills_in, seen_fields
from legalops.kernel import records


@dataclass(frozen=True, slots=True)
class Line:
    """A field with its value in words, and where that leads."""

    definition: Definition
    words: str
    url: str = ""
    is_required: bool = False
    history_url: str = ""


@dataclass(slots=True)
class Section:
    """Fields that stand together."""

    title: str
    lines: list[Line] = field(default_factory=list)
    collapsed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it begins open: one that lacks something required is never closed."""
        return not self.collapsed or any(line.is_required for line in self.lines)


class Panel:
    """The details of a record that the caller took from `visible_to`."""

    def __init__(self, record: Any, user: Any) -> None:
        self.record, self.user = record, user
        self.type = records.type_of(record)

    @cached_property
    def standing(self) -> Standing:
        """What the record's facts mean for its fields."""
        return Standing(self.record)

    @cached_property
    def shown(self) -> list[Definition]:
        """The fields that the record has and the person sees."""
        return [each for each in seen_fields(self.user, self.type.code) if self.standing.shown(each)]

    @cached_property
    def to_fill_in(self) -> list[Definition]:
        """Every field the person may fill in, those not shown now among them: answers may ask for them. In
        the order of the layout, without the sections that are not shown to the person.
        """
        if not host_of(self.type.code).may_edit(self.user, self.record):
            return []
        return [each for group in self.groups for each in group.definitions]

    @cached_property
    def groups(self) -> list[Arranged]:
        """The same by section."""
        sub_type = self.standing.sub_type
        asked = [
            each for each in seen_fields(self.user, self.type.code)
            if fills_in(self.user, each) and (not each.sub_types or sub_type in each.sub_types)
        ]  # fmt: skip
        return self._arranged(asked)

    @cached_property
    def sections(self) -> list[Section]:
        """Fields by section in the order of the layout."""
        stored = {each: self.record.custom.get(each.code) for each in self.shown}
        names = names_for(stored.items(), self.user)
        return [
            Section(
                group.title,
                [self._line(each, stored[each], names) for each in group.definitions],
                group.collapsed,
            )
            for group in self._arranged(self.shown)
        ]

    def _arranged(self, definitions: list[Definition]) -> list[Arranged]:
        layout = catalogue().layout(self.type.code, self.standing.sub_type)
        return arranged(layout, definitions, None if self.user.is_system else roles_of(self.user))

    @property
    def edit_url(self) -> str:
        """Where the fields are filled in."""
        return reverse("fields:edit", args=[self.type.code, self.record.pk])

    @property
    def address(self) -> str:
        """The record's own page."""
        return self.type.address(self.record)

    def _line(self, definition: Definition, value: Any, names: Names) -> Line:
        words, url = words_of(definition, value, names), ""
        if definition.kind == Kind.FORMULA:
            worked_out = formula_value(definition, self.record)
            words = "" if worked_out is None else derived_words(worked_out, definition.places)
        elif definition.kind == Kind.LOOKUP:
            words = self._looked_up(definition)
        elif definition.kind == Kind.URL:
            url = value or ""
        elif definition.kind == Kind.RECORD:
            url = names.records.get(definition.target, {}).get(value, ("", ""))[1]
        history = reverse("fields:history", args=[self.type.code, self.record.pk, definition.code])
        required = value is None and self.standing.required(definition)
        return Line(definition, words, url, required, "" if definition.is_derived else history)

    def _looked_up(self, definition: Definition) -> str:
        """Of a linked record that the person sees."""
        kind, shown, key = linked_type(definition), linked_field(definition), link_of(definition, self.record)
        if kind is None or shown is None or key is None:
            return ""
        linked = kind.rows().visible_to(self.user).filter(pk=key).first()
        value = shown.of(linked) if linked else None
        labels = dict(shown.choices()) if shown.choices else {}
        return "" if value is None else derived_words(labels.get(str(value), value), 2)
