"""Exports: typed, in the shown order, and harmless in a spreadsheet."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from legalops.web.exports import Sheet, csv_lines, neutralise, write_xlsx

HOSTILE = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("http://x")']
ROW = [
    Decimal("-1234.50"),
    7,
    date(2026, 10, 30),
    datetime(2026, 7, 1, 16, 0, tzinfo=UTC),
    None,
    True,
    'Ü, "x"',
]


def read_csv(text):
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def read_xlsx(sheet):
    stream = BytesIO()
    write_xlsx(sheet, stream)
    return load_workbook(stream).active


class TestNeutralising:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_text_that_could_run_gets_an_apostrophe(self, text):
        assert neutralise(text).startswith("'")

    @given(st.text())
    def test_no_cell_can_begin_a_formula(self, text):
        assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))

    def test_plain_text_is_left_alone(self):
        assert neutralise("Ruiz – review of 3=3") == "Ruiz – review of 3=3"


class TestCsv:
    def test_values_keep_their_meaning(self):
        text = "".join(csv_lines(Sheet(["a"] * 7, [ROW])))
        assert text.startswith("\ufeff")
        assert read_csv(text)[1] == [
            "-1234.50", "7", "2026-10-30", "2026-07-01T12:00:00-04:00", "", "yes", "Ü, \"x\"",
        ]  # fmt: skip

    @pytest.mark.parametrize("text", HOSTILE)
    def test_no_formula_gets_through(self, text):
        rows = read_csv("".join(csv_lines(Sheet([text], [[text]]))))
        assert all(cell.startswith("'") for row in rows for cell in row)

    def test_lines_come_one_by_one(self):
        taken = []

        def rows():
            for n in range(1000):
                taken.append(n)
                yield [n]

        lines = csv_lines(Sheet(["n"], rows()))
        next(lines)
        next(lines)
        assert taken == [0]


class TestXlsx:
    def test_numbers_and_dates_stay_numbers_and_dates(self):
        page = read_xlsx(Sheet(["a"] * 7, [ROW]))
        values = [cell.value for cell in page[2]]
        assert values[0] == -1234.5
        assert values[2] == datetime(2026, 10, 30)
        assert values[3] == datetime(2026, 7, 1, 12, 0)
        assert values[4] is None

    @pytest.mark.parametrize("text", HOSTILE)
    def test_text_is_never_a_formula(self, text):
        cell = read_xlsx(Sheet(["a"], [[text]]))["A2"]
        assert cell.data_type == "s"

    def test_characters_that_no_cell_can_hold_are_dropped(self):
        assert read_xlsx(Sheet(["a"], [["a\x00b\x1fc"]]))["A2"].value == "abc"
