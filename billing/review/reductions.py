"""One reduction per line: a line with several findings is cut once, to the lowest result."""

import polars as pl

from billing.review.outcomes import ADJUST, REJECT_LINE

_CUTTING = (
    pl.col("line_id").is_not_null()
    & pl.col("outcome").is_in([ADJUST, REJECT_LINE])
    & (pl.col("reduction") > 0)
)


def reductions_of_invoices(findings: pl.DataFrame) -> pl.DataFrame:
    """`invoice_id` and `reduction`: what the effective reductions of an invoice's lines come to."""
    cuts = findings.lazy().filter(_CUTTING).group_by("invoice_id", "line_id").agg(pl.col("reduction").max())
    return cuts.group_by("invoice_id").agg(pl.col("reduction").sum()).collect()


def effective_reductions(findings: pl.DataFrame) -> pl.DataFrame:
    """The one finding per line whose reduction counts: the largest, so the lowest result remains.

    Among equals the first in the order of the findings counts. Columns `invoice_id`, `line_id`, `rule`,
    `rule_version`, `outcome`, `reduction` (in the invoice's currency, above zero), in the order of findings.
    Source: `domain/ledes.md §7` ("adjust a line once only, keeping the lowest result").
    """
    cutting = findings.with_row_index("place").filter(_CUTTING)
    chosen = (
        cutting.sort("reduction", "place", descending=[True, False])
        .unique("line_id", keep="first", maintain_order=True)
        .sort("place")
    )
    return chosen.select("invoice_id", "line_id", "rule", "rule_version", "outcome", "reduction")
