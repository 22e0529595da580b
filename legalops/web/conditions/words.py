"""Stored conditions in words, for lists, test screens and history."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from legalops.kernel import records
from legalops.kernel.conditions import ConditionFaults, explain, parse
from legalops.kernel.records import Field
from legalops.web.conditions.choices import choices_of


def named_fields(record_type: str) -> dict[str, Field]:
    """The fields of a record type, people and teams with their names, so that sentences can be read."""
    return {code: _named(field) for code, field in records.fields_of(record_type).items()}


def sentences(stored: Any, record_type: str) -> list[str]:
    """Each condition in words ("Amount is at least 50,000"), or what is wrong with them."""
    fields = named_fields(record_type)
    try:
        parsed = parse(stored, fields)
    except ConditionFaults as faulty:
        return [_("Cannot be used: %s") % fault for fault in faulty.faults]
    return [judged.sentence for judged in explain(parsed, {}, fields)]


def _named(field: Field) -> Field:
    return field if field.choices else replace(field, choices=lambda: choices_of(field))
