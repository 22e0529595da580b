"""Which invoices come before which: as they came into review, those of one file in the order of the file.

So the rules that compare say the same of an invoice whether the others came in its file or in another, and
wherever a file is cut into batches.
"""

import polars as pl

from billing.selectors.frames import array, frame_of

# When each came into review, in microseconds.
_ENTERED = """
SELECT id, (extract(epoch FROM coalesce(
    (SELECT min(occurred_at) FROM billing_invoicetransition
     WHERE invoice_id = invoice.id AND to_state = 'in_review'),
    invoice.received_at
)) * 1000000)::bigint
FROM billing_invoice invoice WHERE id = ANY(%s::bigint[])
"""
# Invoices that are to be stored come after all on file.
_NEVER = 2**63 - 1
_ORDER = {"invoice_id": pl.Int64, "entered": pl.Int64}


def entered(invoice_ids: pl.Series) -> pl.DataFrame:
    """invoice_id and entered of these invoices; drafts come last, in the order of their ids."""
    ids = pl.DataFrame({"invoice_id": invoice_ids.cast(pl.Int64)})
    stored = (
        frame_of(_ENTERED, [array(invoice_ids)], _ORDER) if len(invoice_ids) else pl.DataFrame(schema=_ORDER)
    )
    known = ids.join(stored, on="invoice_id", how="left", maintain_order="left")
    return known.with_columns(pl.col("entered").fill_null(_NEVER))


def arrivals(*parts: pl.DataFrame) -> pl.DataFrame:
    """invoice_id and arrival, the place of each invoice among all of these."""
    ordered = pl.concat(parts).sort("entered", "invoice_id")
    return ordered.select("invoice_id", arrival=pl.int_range(pl.len(), dtype=pl.Int64))
