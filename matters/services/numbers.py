"""Matter numbers M-YYYY-NNNN: one sequence a year, no gaps, no number twice."""

from django.db import connection

from matters.models import Matter

# Serialises openings of one year until commit: a sequence would leave gaps at every rollback.
_LOCK_SPACE = 7_264_100
_LOCK = "SELECT pg_advisory_xact_lock(%s, %s)"

_LAST = """SELECT MAX(SUBSTRING(number FROM 8)::bigint) FROM {table}
WHERE number LIKE %s AND number ~ '^M-[0-9]{{4}}-[0-9]{{1,12}}$'"""


def next_number(year: int) -> str:
    """The next free number of a year. Call inside the transaction that stores the matter."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [_LOCK_SPACE, year])
        cursor.execute(_LAST.format(table=Matter._meta.db_table), [f"M-{year}-%"])
        last = cursor.fetchone()[0] or 0
    return f"M-{year}-{last + 1:04d}"
