"""Request numbers R-YYYY-NNNN: one sequence a year, no gaps, no number twice."""

from django.db import connection

# Serialises asking of one year until commit: a sequence would leave gaps at every rollback.
_LOCK_SPACE = 7_264_101
_LAST = """SELECT MAX(SUBSTRING(number FROM 8)::bigint) FROM requests_request
WHERE number LIKE %s AND number ~ '^R-[0-9]{4}-[0-9]{1,12}$'"""


def next_number(year: int) -> str:
    """The next free number of a year. Call inside the transaction that stores the request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, year])
        cursor.execute(_LAST, [f"R-{year}-%"])
        last = cursor.fetchone()[0] or 0
    return f"R-{year}-{last + 1:04d}"
