"""Notations have the signs of the CLDR, and what is typed in one is read as it was meant or not at all."""

from datetime import time
from decimal import Decimal

import pytest
from babel import Locale
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from legalops.kernel import notations, typed_numbers
from legalops.kernel.notations import ISO, NOTATIONS
from legalops.web import formats

MONEY = st.decimals(-(10**12), 10**12, places=2, allow_nan=False)
FINE = st.decimals(-(10**9), 10**9, allow_nan=False).map(lambda value: round(value, 4))


@pytest.mark.parametrize("code", [code for code in NOTATIONS if code != ISO])
def test_signs_are_those_of_the_cldr(code):
    known, ours = Locale.parse(code, sep="-"), NOTATIONS[code]
    signs = known.number_symbols["latn"]
    assert (ours.group, ours.point) == (signs["group"], signs["decimal"])
    assert known.percent_formats[None].pattern == f"#,##0{ours.percent}"


@given(MONEY, st.sampled_from(sorted(NOTATIONS)))
def test_what_a_page_shows_can_be_typed_back(value, code):
    with notations.reading_in(code):
        assert typed_numbers.read(formats.number(value, 2), notations.reader()) == value


@given(FINE, st.sampled_from(sorted(NOTATIONS)))
def test_what_a_box_holds_is_read_as_it_was(value, code):
    notation = NOTATIONS[code]
    assert typed_numbers.read(typed_numbers.written(value, notation), notation) == value


@given(st.text("0123456789.,'’ \u202f+-", max_size=14), st.sampled_from(sorted(NOTATIONS)))
def test_nothing_is_read_otherwise_than_in_the_readers_own_or_the_plain_notation(text, code):
    try:
        found = typed_numbers.read(text, NOTATIONS[code])
    except (typed_numbers.NoNumber, typed_numbers.Ambiguous):
        return
    plain = text.strip().replace(",", "")
    own = text.strip()
    for sign in (NOTATIONS[code].group, "'", " "):
        own = own.replace(sign, "")
    own = own.replace(NOTATIONS[code].point, ".")
    assert found in {Decimal(each) for each in (plain, own) if _is_number(each)}


def _is_number(text):
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


@pytest.mark.parametrize(
    ("code", "typed", "number"),
    [
        ("en-GB", "1,234.56", "1234.56"),
        ("en-GB", "1.234", "1.234"),
        ("en-GB", "1,234", "1234"),
        ("de-DE", "1.234,56", "1234.56"),
        ("de-DE", "1234,5", "1234.5"),
        ("de-DE", "1,234.56", "1234.56"),
        ("de-DE", "1234.56", "1234.56"),
        ("de-DE", "1.234.567", "1234567"),
        ("de-DE", "\u221212,5", "-12.5"),
        ("de-CH", "1'234.50", "1234.50"),
        ("de-CH", "1’234’567", "1234567"),
        ("fr-FR", "1 234,56", "1234.56"),
        ("fr-FR", "1\u00a0234,56", "1234.56"),
        ("fr-FR", ",5", "0.5"),
    ],
)
def test_the_readers_own_notation_and_the_plain_one_are_read(code, typed, number):
    assert typed_numbers.read(typed, NOTATIONS[code]) == Decimal(number)


@pytest.mark.parametrize(("code", "typed"), [("de-DE", "1.234"), ("de-DE", "1,234"), ("fr-FR", "1,234")])
def test_what_could_be_two_numbers_is_refused(code, typed):
    with pytest.raises(typed_numbers.Ambiguous) as refused:
        typed_numbers.read(typed, NOTATIONS[code])
    assert {refused.value.own, refused.value.plain} == {Decimal(1234), Decimal("1.234")}


@pytest.mark.parametrize(
    ("code", "typed"),
    [("en-GB", "1.234,56"), ("en-GB", "1,23"), ("de-DE", "1.23.4"), ("fr-FR", "1 2,5"), ("de-DE", "."),
     ("de-DE", "NaN"), ("de-DE", "1e5"), ("en-US", ""), ("fr-FR", "١"), ("de-CH", "1'234’567")],
)  # fmt: skip
def test_what_is_no_number_is_refused(code, typed):
    with pytest.raises(typed_numbers.NoNumber):
        typed_numbers.read(typed, NOTATIONS[code])


def test_clocks():
    night, noon = time(0, 5), time(12, 30, 9)
    assert NOTATIONS["de-DE"].clock(night) == "00:05"
    assert NOTATIONS["en-US"].clock(night) == "12:05\u00a0AM"
    assert NOTATIONS["en-US"].clock(noon, seconds=True) == "12:30:09\u00a0PM"


def test_what_there_is_no_notation_of_is_refused_and_read_as_the_products():
    with pytest.raises(ValidationError, match="de-DE"):
        notations.known_notation("xx-XX")
    assert notations.of("xx-XX") is notations.PRODUCTS
