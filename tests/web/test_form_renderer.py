"""Widgets come out of the fast renderer as out of Django's own."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from legalops.web.form_renderer import FastWidgets

_GROUPED = [("", "Any"), (1, 'Arnsley & "Sons" <LLP>'), ("Open", [(1000, "Thousand"), ("x<y", "Two")])]
_ATTRS = [None, {"id": "a", "required": True, "disabled": False, "maxlength": 1000, "data-x": "<1>"}]
_WIDGETS = {
    "select": forms.Select(choices=_GROUPED),
    "several": forms.SelectMultiple(choices=_GROUPED),
    "unknown": forms.NullBooleanSelect(),
    "boxes": forms.CheckboxSelectMultiple(choices=_GROUPED),
    "radio": forms.RadioSelect(choices=_GROUPED),
    "text": forms.TextInput(),
    "number": forms.NumberInput(),
    "area": forms.Textarea(),
    "box": forms.CheckboxInput(),
    "days": forms.SplitDateTimeWidget(),
    "file": forms.ClearableFileInput(),
}


def flat(text: str) -> str:
    return re.sub(r"\s*(<|>)\s*", r"\1", re.sub(r"\s+", " ", text.replace("&#34;", "&quot;")))


@pytest.mark.parametrize("attrs", _ATTRS, ids=["plain", "attributes"])
@pytest.mark.parametrize("value", [None, "", 1, 1000, "x<y"])
@pytest.mark.parametrize("name", _WIDGETS)
def test_says_what_django_says(name, value, attrs):
    widget = _WIDGETS[name]
    value = None if name in ("days", "file") else value
    ours = widget.render("field", value, attrs, FastWidgets())
    assert flat(ours) == flat(widget.render("field", value, attrs, DjangoTemplates()))


def test_forms_and_fields_stay_with_djangos_engine():
    form = type("Asked", (forms.Form,), {"firm": forms.CharField(label="Firm")})(renderer=FastWidgets())
    assert '<label for="id_firm">Firm:</label>' in str(form)
