"""Formulas held against laws of arithmetic, with empty operands among the values."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from legalops.fields.formulas import evaluate, names_in, parse, type_of
from legalops.fields.formulas.evaluating import rounded
from legalops.fields.formulas.types import Type

amounts = st.decimals(-(10**9), 10**9, places=4)
maybe = st.none() | amounts
days = st.dates(date(1950, 1, 1), date(2150, 1, 1))
maybe_day = st.none() | days
SIGNS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: None if b == 0 else a / b,
}
KNOWN = dict.fromkeys("abcd", Type.NUMBER)
# Two results that differ only beyond what anyone is shown.
PLACES = 8


def value(text: str, **values):
    return evaluate(parse(text), values)


def leaves():
    numbers = st.decimals(0, 10**6, places=2).map(lambda n: format(n, "f"))
    return st.sampled_from("abcd") | numbers


def formulas():
    def larger(inner):
        return st.one_of(
            st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
            inner.map(lambda each: f"(-{each})"),
            st.tuples(st.sampled_from(["min", "max", "first"]), inner, inner).map(
                lambda p: f"{p[0]}({p[1]}, {p[2]})"
            ),
            inner.map(lambda each: f"abs({each})"),
            inner.map(lambda each: f"round({each}, 2)"),
        )

    return st.recursive(leaves(), larger, max_leaves=12)


@given(st.sampled_from("+-*/"), maybe, maybe)
def test_a_sum_is_missing_exactly_where_a_part_is_or_a_division_is_by_zero(sign, a, b):
    found = value(f"a {sign} b", a=a, b=b)
    if a is None or b is None:
        assert found is None
        return
    wanted = SIGNS[sign](a, b)
    assert (found is None) == (wanted is None)
    if wanted is not None:
        assert rounded(found, PLACES) == rounded(wanted, PLACES)


@given(amounts, amounts, amounts)
def test_sums_and_products_keep_the_laws_of_arithmetic(a, b, c):
    given_ = {"a": a, "b": b, "c": c}
    assert value("a + b", **given_) == value("b + a", **given_)
    assert value("(a + b) + c", **given_) == value("a + (b + c)", **given_)
    assert value("a * (b + c)", **given_) == value("a * b + a * c", **given_)
    assert value("a - b", **given_) == value("-(b - a)", **given_)
    assert value("a - b - c", **given_) == value("a - (b + c)", **given_)


@given(amounts, amounts.filter(bool))
def test_what_was_divided_comes_back(a, b):
    assert rounded(value("a / b * b", a=a, b=b), PLACES) == rounded(a, PLACES)


@given(maybe, st.sampled_from(["0", "0.00", "(1 - 1)", "(b - b)", "abs(0)", "round(0.4)"]))
def test_nothing_is_divided_by_zero_however_the_zero_is_made(a, zero):
    assert value(f"a / {zero}", a=a, b=Decimal("3.5")) is None


@given(maybe, maybe, maybe)
def test_min_max_and_first_pass_over_what_is_missing(a, b, c):
    there = [each for each in (a, b, c) if each is not None]
    given_ = {"a": a, "b": b, "c": c}
    assert value("min(a, b, c)", **given_) == (min(there) if there else None)
    assert value("max(a, b, c)", **given_) == (max(there) if there else None)
    assert value("first(a, b, c)", **given_) == (there[0] if there else None)
    assert value("first(a, 0) + first(b, 0)", **given_) == (a or 0) + (b or 0)


@given(amounts, st.integers(0, 8))
def test_rounding_is_half_away_from_zero_and_done_once(a, places):
    once = value(f"round(a, {places})", a=a)
    assert abs(once - a) <= Decimal(5).scaleb(-places - 1)
    assert value(f"round(round(a, {places}), {places})", a=a) == once
    assert value(f"round(-a, {places})", a=a) == -once
    assert -once.as_tuple().exponent == places


@given(maybe_day, maybe_day, st.none() | st.integers(-40_000, 40_000))
def test_dates_and_days_agree_and_an_empty_date_leaves_nothing(start, end, moved):
    number = None if moved is None else Decimal(moved)
    between = value("b - a", a=start, b=end)
    assert between == (None if start is None or end is None else (end - start).days)
    later = value("a + c", a=start, c=number)
    assert later == (None if start is None or moved is None else start + timedelta(moved))
    assert value("a + c - a", a=start, c=number) == (None if later is None else moved)
    assert value("a + c - c", a=start, c=number) == (None if later is None else start)
    there = [each for each in (start, end) if each is not None]
    assert value("min(a, b)", a=start, b=end) == min(there, default=None)


@given(days, st.decimals(-(10**30), 10**30, allow_nan=False, allow_infinity=False, places=2))
def test_days_beyond_the_calendar_give_nothing_rather_than_a_fault(day, far):
    found = value("a + b", a=day, b=far)
    assert found is None or isinstance(found, date)


@given(formulas(), st.fixed_dictionaries(dict.fromkeys("abcd", maybe)))
def test_every_formula_that_types_gives_a_number_or_nothing(text, values):
    node = parse(text)
    assert type_of(node, KNOWN) == Type.NUMBER
    found = evaluate(node, values)
    assert found is None or found.is_finite()
    assert {each.code for each in names_in(node)} <= set(KNOWN)


@given(formulas(), st.fixed_dictionaries(dict.fromkeys("abcd", amounts)))
def test_spaces_and_parentheses_change_nothing(text, values):
    wide = text.replace(",", " , ").replace("(", " ( ").replace(")", " ) ")
    assert evaluate(parse(f"(({wide}))"), values) == evaluate(parse(text), values)


@given(formulas())
def test_without_any_value_only_what_is_written_counts(text):
    """A formula of fields alone has no value for a record without values."""
    node, nothing = parse(text), dict.fromkeys("abcd")
    constants_only = evaluate(node, nothing)
    if not set(text) & set("0123456789"):
        assert constants_only is None
