"""Tables in the forms in which spreadsheets of any country save them; what is dangerous is refused."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from legalops.imports.reading import Formula, Limits, open_table, refuse_old_formats
from legalops.kernel.errors import DomainError

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12).map(str.strip)


def read(data, *, workbook=False, **more):
    table = open_table(io.BytesIO(data), workbook=workbook, **more)
    return list(table.head), list(table.rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_are_found(encoding, separator):
    text = separator.join(["Name", "City"]) + "\r\n" + separator.join(["Müller & Söhne", "Zürich"]) + "\r\n"
    head, rows = read(text.encode(encoding))
    assert (head, rows) == (["Name", "City"], [(2, ["Müller & Söhne", "Zürich"])])


@given(st.lists(st.tuples(WORDS, WORDS), max_size=6))
def test_what_csv_writes_is_read_back(pairs):
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["Code", "Name"])
    writer.writerows([f"c{at}", name] for at, (name, _other) in enumerate(pairs))
    _head, rows = read(file.getvalue().encode())
    harmful = ("'=", "'+", "'-", "'@", "'＝", "'＋", "'－", "'＠")
    written = [
        [f"c{at}", name[1:] if name.startswith(harmful) else name] for at, (name, _o) in enumerate(pairs)
    ]
    assert [cells for _number, cells in rows] == written


def test_rows_keep_the_numbers_a_spreadsheet_shows():
    _head, rows = read(b'A,B\n1,"two\nlines"\n,,\n3,x\n')
    assert rows == [(2, ["1", "two\nlines"]), (4, ["3", "x"])]


def test_a_file_without_rows_or_with_broken_quotes_says_where():
    with pytest.raises(DomainError, match="no rows"):
        read(b"")
    with pytest.raises(DomainError, match="Row 3"):
        read(b'A,B\n1,2\n"3"x,4\n')
    with pytest.raises(DomainError, match="more than 2 rows"):
        read(b"A\n1\n2\n3\n", limits=Limits(rows=2))
    with pytest.raises(DomainError, match="Row 1 has 4 columns"):
        read(b"a,b,c,d\n", limits=Limits(columns=3))


def book(*rows, sheets=("First", "Second")) -> bytes:
    made, file = Workbook(), io.BytesIO()
    made.active.title = sheets[0]
    made.create_sheet(sheets[1]).append(["Other"])
    for row in rows:
        made.active.append(row)
    made.save(file)
    return file.getvalue()


def test_a_workbook_is_read_and_its_formulas_are_not_worked_out():
    from datetime import date

    _head, rows = read(
        book(["Day", "Sum", "Yes"], [date(2026, 4, 3), 12.5, True], ["x", "=1+1", 3]), workbook=True
    )
    assert rows[0] == (2, ["2026-04-03", "12.5", "yes"])
    assert isinstance(rows[1][1][1], Formula)


def test_a_sheet_is_chosen_by_name():
    assert read(book(["Code"]), workbook=True, sheet="Second")[0] == ["Other"]
    with pytest.raises(DomainError, match="First, Second"):
        read(book(["Code"]), workbook=True, sheet="Third")


def test_macros_entities_and_old_workbooks_are_refused_with_the_mend():
    file = io.BytesIO(book(["Code"]))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(DomainError, match="without macros"):
        read(file.getvalue(), workbook=True)
    file = io.BytesIO(book(["Code"]))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/more.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")
    with pytest.raises(DomainError, match="not made by a spreadsheet"):
        read(file.getvalue(), workbook=True)
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    with pytest.raises(DomainError, match="before 2007"):
        refuse_old_formats(io.BytesIO(ole), "a.xls")
    with pytest.raises(DomainError, match="Remove the password"):
        refuse_old_formats(io.BytesIO(ole + "EncryptedPackage".encode("utf-16-le")), "a.xlsx")
