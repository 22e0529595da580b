"""Many search entries of made-up words, as often as words are: the second half as often as the first."""

from django.db import connection

from bench.listed import add_invoices
from billing.models import Invoice
from legalops.search.models import SearchEntry

VOCABULARY = 20_000
_TITLE, _BODY = 6, 18
_HEX, _LETTERS = "0123456789abcdef", "bdfgklmnprstvaei"
# Words are numbers in letters, of four letters and more, with neighbours in frequency set apart.
_STEP, _FIRST = 7_919, 4_096
# The power of a random exponent draws word n about once for every n, and anew for each row it looks at.
_WORDS = """(SELECT string_agg(translate(
   to_hex({first} + {step} * ceil(power({size}, random()))::int %% {size}), '{digits}', '{letters}'), ' ')
 FROM generate_series(1, {many}) WHERE invoice.id > 0)"""
_ENTRIES = """
INSERT INTO search_searchentry (record_type, record_id, title, body, matter_id, firm_id, "on", state)
SELECT 'invoice', invoice.id, {title}, {body}, matter_id, firm_id, invoice_date, state
FROM billing_invoice AS invoice ORDER BY invoice.id LIMIT %s
"""


def vocabulary() -> list[str]:
    """All words, the commonest first."""
    letters = str.maketrans(_HEX, _LETTERS)
    return [f"{_FIRST + _STEP * n % VOCABULARY:x}".translate(letters) for n in range(1, VOCABULARY + 1)]


def add_entries(count: int) -> None:
    """An entry for each of so many invoices, made where there are fewer; indexes are built afterwards."""
    have = Invoice.objects.count()
    if have < count:
        add_invoices(have + 1, count, 0)
    title, body = _drawn(_TITLE), _drawn(_BODY)
    model, indexes = SearchEntry, SearchEntry._meta.indexes
    with connection.schema_editor() as editor:
        for each in indexes:
            editor.remove_index(model, each)
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES.format(title=title, body=body), [count])
    with connection.schema_editor() as editor:
        for each in indexes:
            editor.add_index(model, each)


def _drawn(many: int) -> str:
    return _WORDS.format(size=VOCABULARY, many=many, first=_FIRST, step=_STEP, digits=_HEX, letters=_LETTERS)
