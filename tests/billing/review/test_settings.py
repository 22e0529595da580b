import json
from decimal import Decimal

import pytest

from billing.review import (
    RULES,
    ParameterError,
    default_settings,
    rule,
    storable_params,
    validate_message,
    validate_params,
    validate_setting,
)
from tests.billing.review.invoices import setting


def test_the_default_settings_are_valid_enabled_and_for_all():
    settings = default_settings()

    assert len(settings) == len(RULES) == 20
    for each in settings:
        validate_setting(each)
        assert (each.enabled, each.version, each.matter_types, each.firm_ids) == (
            True,
            1,
            frozenset(),
            frozenset(),
        )


def test_missing_parameters_have_their_defaults_and_given_ones_their_type():
    assert validate_params("G05", {"limit_days": "45"}) == {
        "limit_days": 45,
        "reject_days": 90,
        "counted_from": "period_end",
        "counted_to": "received_date",
    }
    assert validate_params("G38", {"increment_hours": 0.1}) == {"increment_hours": Decimal("0.1")}


@pytest.mark.parametrize(
    ("code", "params", "message"),
    [
        (
            "G05",
            {"days": 3},
            "days: This rule has no such parameter. Known parameters: limit_days, reject_days",
        ),
        ("G01", {"days": 3}, "Known parameters: none."),
        ("G05", {"limit_days": "soon"}, "limit_days: 'soon' is not a number. Enter a number from 0 to 366."),
        ("G05", {"limit_days": True}, "limit_days: True is not a number"),
        ("G05", {"limit_days": None}, "limit_days: None is not a number"),
        ("G05", {"limit_days": "NaN"}, "limit_days: 'NaN' is not a number"),
        (
            "G05",
            {"limit_days": "2.5"},
            "limit_days: 2.5 is not a whole number. Enter a whole number such as 30.",
        ),
        (
            "G05",
            {"limit_days": -1},
            "limit_days: -1 is outside the permitted range. Enter a number from 0 to 366.",
        ),
        ("G36", {"limit_hours": "24.1"}, "limit_hours: 24.1 is outside the permitted range."),
        ("G38", {"increment_hours": "0"}, "increment_hours: 0 is outside the permitted range."),
        ("G38", {"increment_hours": "0.12345"}, "increment_hours: 0.12345 has more than four decimals."),
        ("G26", {"line_discount": "yes"}, "'yes' is not a choice. Choose one of: offsets, shared."),
        ("G52", {"phrases": 3}, "phrases: The value is not a list of texts. Enter one entry per line."),
        ("G52", {"phrases": ["a", 3]}, "phrases: The value is not a list of texts."),
        ("G52", {"phrases": ["x" * 201]}, "has 201 characters. Shorten it to 200 characters."),
        ("G52", {"phrases": [f"word {n}" for n in range(301)]}, "The list has 301 entries."),
        ("G52", {"patterns": ["(unclosed"]}, "patterns: The pattern “(unclosed” cannot be used"),
        ("G52", {"patterns": [r"(a)\1"]}, "backreferences are not supported"),
        ("G52", {"patterns": ["(?=x)"]}, "look-around"),
        ("G52", {"patterns": ["(?:x{1000}){1000}"]}, "exceeds size limit"),
        ("G52", {"patterns": ["x*"]}, "matches an empty text and so every line"),
    ],
)
def test_a_parameter_the_rule_cannot_use_is_refused_with_the_mend(code, params, message):
    with pytest.raises(ValueError, match=r".") as refused:
        validate_params(code, params)

    assert message in str(refused.value)
    assert isinstance(refused.value, ParameterError)
    assert refused.value.parameter in params


def test_lists_are_read_from_lines_without_blanks_and_repetitions():
    given = "Scheduling\n\n  copying \nSCHEDULING\n"

    assert validate_params("G52", {"phrases": given})["phrases"] == ("Scheduling", "copying")


def test_what_is_stored_is_json_and_reads_back_as_the_same():
    for each in RULES:
        stored = json.loads(json.dumps(storable_params(each.code, {})))

        assert validate_params(each.code, stored) == validate_params(each.code, {})


def test_an_unknown_rule_is_a_key_error():
    with pytest.raises(KeyError):
        validate_params("G99", {})


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ("{hours} billed", "There is no figure {hours}. Use: {increment}, {timekeeper}"),
        ("{units", "expected '}' before end of string"),
        ("{units!r}", "not the name of a figure"),
        ("{units:>10}", "not the name of a figure"),
        ("{units.real}", "not the name of a figure"),
        ("{}", "not the name of a figure"),
    ],
)
def test_a_message_may_only_name_figures_of_the_rule(message, problem):
    with pytest.raises(ValueError, match=r".") as refused:
        validate_message("G38", message)

    assert problem in str(refused.value)


def test_every_rules_own_message_and_an_empty_one_are_valid():
    for each in RULES:
        validate_message(each.code, each.message)
        validate_message(each.code, "")


def test_an_outcome_the_rule_does_not_allow_is_refused():
    with pytest.raises(ValueError, match=r"cannot end in “adjust”\. Choose one of: reject_line, warn"):
        validate_setting(setting("G52", outcome="adjust"))


def test_every_parameter_can_be_drawn_as_a_form_field():
    for each in RULES:
        for parameter in rule(each.code).parameters:
            assert parameter.label
            assert parameter.help.endswith(".")
            assert parameter.clean(parameter.default) == parameter.default
            assert (parameter.kind == "choice") == bool(parameter.choices)
