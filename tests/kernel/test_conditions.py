"""Conditions: read with every fault named, judged by facts, explained in words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalops.kernel.conditions import AnyOf, Condition, ConditionFaults, explain, fields_named, met, parse
from legalops.kernel.conditions.operators import OPERATORS, operators_for
from legalops.kernel.records import Field, FieldKind

FIELDS = {
    each.code: each
    for each in (
        Field("amount", "Amount", FieldKind.MONEY),
        Field(
            "type", "Type", FieldKind.CHOICE, choices=lambda: [("nda", "NDA"), ("msa", "Master agreement")]
        ),
        Field("due", "Due", FieldKind.DATE),
        Field("name", "Name"),
        Field("urgent", "Urgent", FieldKind.BOOLEAN),
        Field("lead", "Lead", FieldKind.PERSON),
        Field("tags", "Tags", FieldKind.CHOICES, choices=lambda: [("eu", "EU"), ("us", "US")]),
    )
}


def rule(*items):
    return parse(list(items), FIELDS)


def one(field, operator, value=None):
    return {"field": field, "operator": operator, "value": value}


def test_values_take_the_kind_of_their_field():
    parsed = rule(one("amount", "at_least", "1,250,000.50"), one("due", "below", "2026-11-30"))
    assert parsed == (
        Condition("amount", "at_least", Decimal("1250000.50")),
        Condition("due", "below", date(2026, 11, 30)),
    )


@pytest.mark.parametrize(
    ("item", "facts", "expected"),
    [
        (one("amount", "at_least", "50000"), {"amount": Decimal("50000.00")}, True),
        (one("amount", "above", "50000"), {"amount": Decimal("50000.00")}, False),
        (one("amount", "between", ["10", "20"]), {"amount": Decimal(20)}, True),
        (one("type", "in", "nda, msa"), {"type": "msa"}, True),
        (one("type", "not_in", ["nda"]), {"type": None}, True),
        (one("type", "is", "nda"), {}, False),
        (one("type", "is_not", "nda"), {}, True),
        (one("name", "contains", "ACME"), {"name": "Acme v. Harborview"}, True),
        (one("name", "filled"), {"name": ""}, False),
        (one("name", "empty"), {"name": ""}, True),
        (one("urgent", "is", "yes"), {"urgent": True}, True),
        (one("urgent", "is", "no"), {"urgent": False}, True),
        (one("lead", "is", "7"), {"lead": 7}, True),
        (one("tags", "has_any", ["eu"]), {"tags": ["us", "eu"]}, True),
        (one("tags", "has_none", ["eu"]), {"tags": []}, True),
    ],
)
def test_conditions_hold_or_not(item, facts, expected):
    assert met(rule(item), facts) is expected


def test_all_must_hold_and_any_of_a_group():
    parsed = rule(
        one("amount", "above", "10"), {"any": [one("type", "is", "nda"), one("urgent", "is", "yes")]}
    )
    assert isinstance(parsed[1], AnyOf)
    assert met(parsed, {"amount": Decimal(11), "type": "msa", "urgent": True})
    assert not met(parsed, {"amount": Decimal(11), "type": "msa", "urgent": False})
    assert not met(parsed, {"amount": Decimal(9), "type": "nda"})
    assert fields_named(parsed) == {"amount", "type", "urgent"}
    assert met((), {})


def test_every_fault_is_named_with_place_and_mend():
    stored = [
        one("colour", "is", "red"),
        one("amount", "contains", "5"),
        one("amount", "above", "12.345,00"),
        {"any": []},
        {"any": [one("type", "is", "sow")]},
        one("due", "is", "30.11.2026"),
        one("amount", "between", ["20", "10"]),
        one("urgent", "is", "perhaps"),
        one("name", "is", " "),
        "amount > 5",
    ]
    with pytest.raises(ConditionFaults) as caught:
        parse(stored, FIELDS, "Step 2")
    faults = caught.value.faults
    assert len(faults) == len(stored)
    assert faults[0].startswith("Step 2: condition 1: there is no field “colour”. Known: amount, due,")
    assert "Use one of: is, at_least" in faults[1]
    assert "condition 5.1" in faults[4]
    assert "nda, msa" in faults[4]
    assert "2026-11-30" in faults[5]


def test_the_words_say_what_was_asked_and_how_it_came_out():
    parsed = rule(
        one("amount", "at_least", "50000"), {"any": [one("type", "is", "nda"), one("name", "empty")]}
    )
    told = explain(parsed, {"amount": Decimal(10), "type": "nda"}, FIELDS)
    assert [(each.sentence, each.holds) for each in told] == [
        ("Amount is at least 50,000", False),
        ("Type is NDA or Name is empty", True),
    ]


@given(fact=st.decimals(allow_nan=False, allow_infinity=False, places=2), bound=st.integers(-(10**9), 10**9))
def test_an_order_is_never_two_things_at_once(fact, bound):
    facts = {"amount": fact}
    holds = [met(rule(one("amount", each, str(bound))), facts) for each in ("below", "is", "above")]
    assert sum(holds) == 1
    assert met(rule(one("amount", "at_most", str(bound))), facts) is (holds[0] or holds[1])


@given(
    st.recursive(st.none() | st.text() | st.integers(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_whatever_was_stored_is_read_or_refused(stored):
    assert isinstance(_read(stored), tuple | ConditionFaults)


def test_every_kind_has_an_operator_and_every_operator_a_kind():
    assert all(operators_for(kind) for kind in FieldKind)
    assert all(each.kinds for each in OPERATORS.values())


def _read(stored):
    try:
        return parse(stored, FIELDS)
    except ConditionFaults as refused:
        return refused
