"""One after the other of one firm, so that of two files the later is compared with the earlier.

Rules that compare lines with what the firm has billed before (G01, G36, G45) cannot see what another
transaction is about to store. Whoever brings invoices of a firm into review therefore waits for whoever is
at it, before reading anything.
"""

from django.db import connection

# Of this product's advisory locks of two numbers, those whose second number is a firm.
_LOCK_SPACE = 7_319


def hold_firm(firm_id: int) -> None:
    """Wait for and keep the firm's turn until the transaction ends; taken before any row is locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, firm_id % 2**31])
