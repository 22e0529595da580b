"""The editor of conditions: rows to the stored list and back, faults said, works without a script."""

import pytest
from django import forms
from django.http import QueryDict

from legalops.kernel.conditions import parse
from legalops.kernel.records import fields_of
from legalops.web.conditions import ConditionsField, from_rows, sentences, to_rows
from tests.factories import make_person, make_team

pytestmark = pytest.mark.django_db

RULE = [
    {"field": "type", "operator": "in", "value": ["employment", "tax"]},
    {
        "any": [
            {"field": "restricted", "operator": "is", "value": "true"},
            {"field": "business_unit", "operator": "filled", "value": None},
        ]
    },
]


class Rule(forms.Form):
    conditions = ConditionsField(record_type="matter")


def posted(*rows: tuple[str, ...]) -> QueryDict:
    """The rows as a browser sends them: join, field, operator, values."""
    data = QueryDict(mutable=True)
    for number, (join, field, operator, *values) in enumerate(rows):
        data[f"conditions-{number}-join"] = join
        data[f"conditions-{number}-field"] = field
        data[f"conditions-{number}-operator"] = operator
        data.setlist(f"conditions-{number}-value", values)
    return data


def test_rows_say_the_same_as_what_is_stored():
    assert from_rows(to_rows(RULE)) == RULE
    assert parse(RULE, fields_of("matter"))


def test_posted_rows_become_the_stored_list_and_blank_ones_are_left_out():
    form = Rule(
        posted(
            ("and", "type", "in", "employment", "tax"),
            ("and", "restricted", "is", "true"),
            ("or", "business_unit", "filled", "left over"),
            ("and", "", "is", ""),
        )
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["conditions"] == RULE


def test_several_values_and_two_dates_may_be_typed_into_one_box():
    form = Rule(
        posted(
            ("and", "business_unit", "in", "Retail; Cards, Europe"),
            ("and", "type", "in", "tax"),
            ("and", "opened_on", "between", "2026-01-01", "2026-06-30"),
        )
    )
    assert form.is_valid(), form.errors
    values = [each["value"] for each in form.cleaned_data["conditions"]]
    assert values == [["Retail", "Cards, Europe"], ["tax"], ["2026-01-01", "2026-06-30"]]


def test_a_fault_is_named_with_its_place_and_what_was_typed_is_kept():
    form = Rule(posted(("and", "type", "is", "tax"), ("and", "opened_on", "at_least", "soon")))
    assert form.errors["conditions"] == ["condition 2: Opened on: “soon” is no date; write it as 2026-11-30."]
    assert 'value="soon"' in str(form["conditions"])


def test_a_field_that_is_gone_is_named_and_stays_to_be_seen():
    form = Rule(posted(("and", "colour", "is", "red")))
    assert "there is no field “colour”" in form.errors["conditions"][0]
    assert '<option value="colour" selected>' in str(form["conditions"])


def test_what_is_stored_is_shown_with_two_rows_to_go_on_with():
    shown = str(Rule(initial={"conditions": RULE})["conditions"])
    assert shown.count("data-condition>") == 5
    assert '<option value="employment" selected>' in shown
    assert not Rule(posted(), initial={"conditions": []}).has_changed()


def test_people_and_teams_are_chosen_by_name_and_read_as_names():
    lead, team = make_person("attorney", name="Dana Whitfield"), make_team(name="Disputes")
    shown = str(Rule()["conditions"])
    assert "Dana Whitfield" in shown
    assert "Disputes" in shown
    stored = [
        {"field": "lead", "operator": "is", "value": str(lead.pk)},
        {"field": "team", "operator": "in", "value": [str(team.pk)]},
    ]
    assert sentences(stored, "matter") == ["Lead attorney is Dana Whitfield", "Team is one of Disputes"]


def test_outside_counsel_are_no_choice():
    make_person("outside_counsel_biller", name="Firm Biller")
    assert "Firm Biller" not in str(Rule()["conditions"])


def test_stored_conditions_that_are_faulty_say_so():
    assert sentences([{"field": "colour", "operator": "is", "value": "red"}], "matter")[0].startswith(
        "Cannot be used: condition 1: there is no field “colour”"
    )
