"""What the page of layouts shows: places to arrange, and how they are arranged now."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms

from legalops.access.models import Role
from legalops.access.services import roles_of, somebody_with
from legalops.accounts.models import User
from legalops.fields.definitions import Definition
from legalops.fields.forms import FormSection, add_boxes, by_section
from legalops.fields.layouts import Arranged, Layout, arranged, completed, read
from legalops.fields.models import FieldLayout, FieldLayoutVersion
from legalops.fields.registry import hosts, sub_types_of
from legalops.fields.services.laying_out import fields_for
from legalops.fields.visibility import fills_in, sees
from legalops.kernel import records


@dataclass(frozen=True, slots=True)
class Place:
    """A record type, or one of its sub-types."""

    record_type: str
    sub_type: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """A section on the page, with the fields in it."""

    title: str
    collapsed: bool
    roles: frozenset[str]
    definitions: list[Definition]


class Design:
    """The layout of one place as it is stored, or as somebody has arranged it and not kept it yet; previewed
    whole, or as people of one role have it.
    """

    def __init__(
        self, record_type: str, sub_type: str, given: Layout | None = None, *, role: str = ""
    ) -> None:
        self.record_type, self.sub_type = record_type, sub_type
        self._given, self._role = given, role

    @cached_property
    def row(self) -> FieldLayout:
        """The stored row; one without a key where nothing was stored."""
        found = FieldLayout.objects.filter(record_type=self.record_type, sub_type=self.sub_type).first()
        return found or FieldLayout(record_type=self.record_type, sub_type=self.sub_type)

    @cached_property
    def fields(self) -> list[Definition]:
        """The fields that are arranged."""
        return fields_for(self.record_type, self.sub_type)

    @cached_property
    def layout(self) -> Layout:
        """Every section, with every field in one of them. A sub-type without its own begins with that of its
        record type.
        """
        if self._given is not None:
            return completed(self._given, self.fields)
        stored = self.row.content
        if not stored and self.sub_type:
            stored = Design(self.record_type, "").row.content
        return completed(read(stored), self.fields)

    @property
    def cards(self) -> list[Card]:
        """The sections as the page draws them."""
        by_code = {each.code: each for each in self.fields}
        return [
            Card(part.title, part.collapsed, part.roles, [by_code[code] for code in part.fields])
            for part in self.layout
        ]

    @property
    def content(self) -> str:
        """The layout as the page sends it back."""
        return json.dumps([part.plain() for part in self.layout])

    @cached_property
    def groups(self) -> list[Arranged]:
        """Sections that have a field, for the preview."""
        if self.reader is None:
            return arranged(self.layout, self.fields, None)
        seen = [each for each in self.fields if sees(self.reader, each)]
        return arranged(self.layout, seen, roles_of(self.reader))

    @cached_property
    def role(self) -> Role | None:
        """The role as whose people the preview shows it."""
        return Role.objects.filter(code=self._role).first() if self._role else None

    @cached_property
    def reader(self) -> User | None:
        """Somebody of that role."""
        return somebody_with(self.role) if self.role else None

    @property
    def hidden(self) -> int:
        """How many fields that role does not have here."""
        return len(self.fields) - sum(len(group.definitions) for group in self.groups)

    def form_sections(self, user: Any) -> list[FormSection]:
        """The form of a record without values, in which nothing can be typed."""
        form = forms.Form(auto_id="preview_%s")
        groups = [
            Arranged(each.title, tuple(filter(self._typed, each.definitions)), each.collapsed)
            for each in self.groups
        ]
        add_boxes(form, [one for each in groups for one in each.definitions], user)
        for box in form.fields.values():
            box.disabled = True
            box.widget.attrs.pop("data-shown-when", None)
        return [section for section in by_section(form, groups) if section.boxes]

    def _typed(self, definition: Definition) -> bool:
        if self.reader is None:
            return not definition.is_derived
        return fills_in(self.reader, definition)

    @cached_property
    def versions(self) -> list[FieldLayoutVersion]:
        """The latest, newest first."""
        return list(self.row.versions.select_related("made_by")[:20]) if self.row.pk else []


def places() -> list[tuple[str, list[Place]]]:
    """Record types with custom fields, each with its sub-types, by name."""
    found = []
    for host in hosts():
        label = str(records.find(host.record_type).label)
        own = [Place(host.record_type, code, str(name)) for code, name in sub_types_of(host.record_type)]
        found.append((label, [Place(host.record_type, "", label), *own]))
    return sorted(found, key=lambda each: each[0])


def roles() -> Iterable[tuple[str, str]]:
    """Code and name of every role."""
    return Role.objects.order_by("name").values_list("code", "name")
