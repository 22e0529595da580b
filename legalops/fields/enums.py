"""Kinds of custom fields."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from legalops.kernel.records import FieldKind


class Kind(models.TextChoices):
    """What a custom field holds."""

    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Money")
    DATE = "date", _("Date")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("Choice")
    CHOICES = "choices", _("Several choices")
    PERSON = "person", _("Person")
    RECORD = "record", _("Link to a record")
    URL = "url", _("Web address")
    FORMULA = "formula", _("Formula")
    LOOKUP = "lookup", _("Field of the linked record")


# Worked out, never typed.
DERIVED = frozenset({Kind.FORMULA, Kind.LOOKUP})
CHOSEN = frozenset({Kind.CHOICE, Kind.CHOICES})
NUMERIC = frozenset({Kind.NUMBER, Kind.MONEY})
WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.URL})
# The kinds that a kind may become while values exist: every stored value reads the same in them.
LOSSLESS = {
    Kind.TEXT: frozenset({Kind.LONG_TEXT}),
    Kind.URL: frozenset({Kind.TEXT, Kind.LONG_TEXT}),
    Kind.MONEY: frozenset({Kind.NUMBER}),
    Kind.FORMULA: frozenset({Kind.LOOKUP}),
    Kind.LOOKUP: frozenset({Kind.FORMULA}),
}

FIELD_KINDS = {
    Kind.TEXT: FieldKind.TEXT,
    Kind.LONG_TEXT: FieldKind.TEXT,
    Kind.NUMBER: FieldKind.NUMBER,
    Kind.MONEY: FieldKind.MONEY,
    Kind.DATE: FieldKind.DATE,
    Kind.YES_NO: FieldKind.BOOLEAN,
    Kind.CHOICE: FieldKind.CHOICE,
    Kind.CHOICES: FieldKind.CHOICES,
    Kind.PERSON: FieldKind.PERSON,
    Kind.RECORD: FieldKind.RECORD,
    Kind.URL: FieldKind.TEXT,
}
