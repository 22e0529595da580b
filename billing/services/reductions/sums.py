"""Sums kept on lines and the invoice, always from the rows that stand, in the same transaction."""

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings
from django.db import connection
from django.db.models import F, Sum
from psycopg2.extras import execute_values

from billing.models import Invoice, InvoiceLine, LineAdjustment
from legalops.kernel.money import ZERO, round_money

_UPDATE = """
    UPDATE billing_invoiceline AS line SET reduction = kept.net, base_reduction = kept.base
    FROM (VALUES %s) AS kept (id, net, base) WHERE line.id = kept.id
"""


def keep_line_sums(invoice: Invoice, totals: Sequence[tuple[InvoiceLine, Decimal]]) -> None:
    """Write each line's reduction, and the same in base currency rounded once; one statement per 1,000."""
    rows = []
    for line, total in totals:
        line.reduction, line.base_reduction = total, _in_base(line, total, invoice.base_rate)
        rows.append((line.pk, line.reduction, line.base_reduction))
    if rows:
        with connection.cursor() as cursor:
            template = "(%s, %s::numeric, %s::numeric)"
            execute_values(cursor.cursor, _UPDATE, rows, template=template, page_size=1000)


def keep_invoice_sums(invoice: Invoice) -> None:
    """Write the invoice's reductions from the rows that stand, and count its version up."""
    standing = LineAdjustment.objects.filter(invoice=invoice, undone_at__isnull=True)
    found = standing.aggregate(net=Sum("amount"), tax=Sum("tax"))
    invoice.reduction_net, invoice.reduction_tax = found["net"] or ZERO, found["tax"] or ZERO
    Invoice.objects.filter(pk=invoice.pk).update(
        reduction_net=invoice.reduction_net, reduction_tax=invoice.reduction_tax, version=F("version") + 1
    )
    invoice.version += 1


def _in_base(line: InvoiceLine, total: Decimal, rate: Decimal) -> Decimal:
    if total >= line.net:
        return max(line.base_net, ZERO) if total > 0 else ZERO
    return min(round_money(total * rate, settings.BASE_CURRENCY), line.base_net)
