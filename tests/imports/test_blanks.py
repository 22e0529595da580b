"""Every kind's template can be filled in and read back: its headings and its example are understood."""

import pytest

from legalops.imports import blanks, mapping, registry
from legalops.imports.judging import Judged, parse_row
from legalops.imports.reading import open_table


@pytest.mark.django_db  # what a cell names is looked up: a type's own workflow, say
@pytest.mark.parametrize("kind", registry.known(), ids=lambda kind: kind.code)
def test_a_template_fits_its_own_import(kind):
    table = open_table(blanks.workbook(kind), workbook=True)
    found = mapping.guess(kind, table.head, {})
    assert set(found) == {column.code for column in kind.columns}
    for number, cells in table.rows:
        row = Judged(number, mapping.texts(found, cells))
        parse_row(kind, row, {})
        assert row.problems == []


@pytest.mark.parametrize("kind", registry.known(), ids=lambda kind: kind.code)
def test_no_alias_means_two_columns(kind):
    names = [
        (mapping.folded(str(name)), column.code)
        for column in kind.columns
        for name in {*column.aliases, column.code, str(column.label)}
    ]
    meanings = {}
    for name, code in names:
        meanings.setdefault(name, set()).add(code)
    assert {name: codes for name, codes in meanings.items() if len(codes) > 1} == {}
