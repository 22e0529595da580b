"""Money in reviews is Decimal: no float literal, no float type anywhere in the package."""

import ast
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

import billing.review
from billing.review.money import proportion, rounded

SOURCES = sorted(Path(billing.review.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_no_float_in_the_source(source):
    for node in ast.walk(ast.parse(source.read_text())):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"line {node.lineno}"
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            assert name not in ("float", "Float64", "Float32"), f"{source.name} line {node.lineno}"


@pytest.mark.parametrize(
    ("amount", "minor_unit", "expected"),
    [
        ("0.005", 2, "0.01"),
        ("0.00499999", 2, "0"),
        ("2.675", 2, "2.68"),
        ("2.665", 2, "2.67"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("0.0005", 3, "0.001"),
    ],
)
def test_amounts_are_rounded_half_up_to_the_minor_unit(amount, minor_unit, expected):
    value = pl.lit(Decimal(amount), pl.Decimal(38, 8))

    assert pl.select(rounded(value, pl.lit(minor_unit))).item() == Decimal(expected)


def test_a_proportion_of_nothing_is_missing():
    zero, one = (pl.lit(Decimal(value), pl.Decimal(18, 4)) for value in (0, 1))

    assert pl.select(proportion(one, one, zero)).item() is None


def test_large_amounts_keep_every_digit():
    million = pl.lit(Decimal("9999999999.9999"), pl.Decimal(18, 4))

    assert pl.select(proportion(million, million, million)).item() == Decimal("9999999999.9999")
