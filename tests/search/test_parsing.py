"""The search language: every text is read, and none of them breaks the database."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalops.search.parsing import Term, parse

KEYS = ("type", "firm", "matter")


@pytest.mark.parametrize(
    ("text", "terms", "without", "filters"),
    [
        ("harbour dred", [Term("harbour"), Term("dred", True)], [], []),
        ("harbour ", [Term("harbour")], [], []),
        ('"draft the plea" x ', [Term("draft the plea"), Term("x")], [], []),
        ('"never closed', [Term("never closed")], [], []),
        ("a -b", [Term("a")], [Term("b")], []),
        ('a -"b c"', [Term("a")], [Term("b c")], []),
        ("firm:arnsley x", [Term("x", True)], [], [("firm", "arnsley")]),
        ('FIRM:"arnsley llp"', [], [], [("firm", "arnsley llp")]),
        ("matter:M-2026-0001", [], [], [("matter", "M-2026-0001")]),
        ("M-2026-00", [Term("M-2026-00", True)], [], []),
        ("firm:", [Term("firm:", True)], [], []),
        ("!! & | ()", [], [], []),
    ],
)
def test_reads(text, terms, without, filters):
    asked = parse(text, KEYS)
    assert (list(asked.terms), list(asked.without), list(asked.filters)) == (terms, without, filters)


def test_dates_and_what_is_none():
    asked = parse("before:2026-05 after:2025 x", KEYS)
    assert (asked.before, asked.after) == (date(2026, 5, 1), date(2025, 1, 1))
    assert parse("before:2026-13", KEYS).undated == ["before:2026-13"]


def test_unknown_keys_are_remarked_and_looked_for():
    asked = parse("colour:blue", KEYS)
    assert asked.unknown == ["colour"]
    assert asked.words == ["colour", "blue"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_anything_can_be_typed(text):
    asked = parse(text, KEYS)
    assert len(asked.terms) + len(asked.without) + len(asked.filters) <= 12
    assert all("\0" not in term.text for term in [*asked.terms, *asked.without])
