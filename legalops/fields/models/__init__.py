"""Definitions of custom fields, and what records with custom fields have in common."""

from .confidential import ConfidentialChange
from .customised import Customised
from .definition import FieldChoice, FieldDefinition
from .entry import Classification, FieldEntry
from .layout import FieldLayout, FieldLayoutVersion

__all__ = [
    "Classification",
    "ConfidentialChange",
    "Customised",
    "FieldChoice",
    "FieldDefinition",
    "FieldEntry",
    "FieldLayout",
    "FieldLayoutVersion",
]
