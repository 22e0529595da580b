"""Invoices and hours that come too late to be checked or accrued."""

import polars as pl

from billing.review.batch import Scope
from billing.review.outcomes import ADJUST, REJECT_INVOICE, WARN
from billing.review.parameters import Parameter
from billing.review.rule import Fact, Rule

_LATE_PARAMETERS = (
    Parameter(
        name="limit_days",
        kind="int",
        default=30,
        label="Days allowed",
        unit="days",
        help="An invoice is late when it comes more than this many days after the end of its period.",
        minimum=0,
        maximum=366,
    ),
    Parameter(
        name="reject_days",
        kind="int",
        default=90,
        label="Reject beyond",
        unit="days",
        help="Beyond this many days the invoice is rejected in any case. 0 switches this off.",
        minimum=0,
        maximum=1000,
    ),
    Parameter(
        name="counted_from",
        kind="choice",
        default="period_end",
        label="Counted from",
        help="The day from which the days are counted.",
        choices=(
            ("period_end", "Last day of the billing period"),
            ("month_end", "End of the month of that day"),
        ),
    ),
    Parameter(
        name="counted_to",
        kind="choice",
        default="received_date",
        label="Counted to",
        help="The day up to which the days are counted.",
        choices=(("received_date", "Day of receipt"), ("invoice_date", "Date of the invoice")),
    ),
)


def _late_invoices(scope: Scope) -> pl.DataFrame:
    limit, reject = scope.params["limit_days"], scope.params["reject_days"]
    end = pl.col("period_end")
    start = end.dt.month_end() if scope.params["counted_from"] == "month_end" else end
    reached = pl.coalesce(scope.params["counted_to"], "invoice_date", "received_date")
    counted = scope.invoices.with_columns(reached=reached, days=(reached - start).dt.total_days())
    too_late = (pl.col("days") > reject) if reject else pl.lit(False)
    return counted.filter((pl.col("days") > limit) | too_late).with_columns(
        outcome=pl.when(too_late).then(pl.lit(REJECT_INVOICE)),
        limit=pl.when(too_late).then(reject).otherwise(limit),
    )


def _stale_time(scope: Scope) -> pl.DataFrame:
    days = (pl.col("invoice_date") - pl.col("work_date")).dt.total_days()
    limit = scope.params["limit_days"]
    return scope.fees.filter(days > limit).with_columns(days=days, limit=pl.lit(limit), cut="total")


RULES = (
    Rule(
        code="G05",
        title="Late invoice",
        checks="The invoice came too many days after the end of its billing period.",
        guideline="Invoices reach the legal department within 30 days of the end of the period they bill.",
        message=(
            "Invoice {invoice_number} came on {reached}, {days} days after the end of its billing period on "
            "{period_end}; the limit is {limit} days."
        ),
        outcomes=(WARN, REJECT_INVOICE),
        default_outcome=WARN,
        parameters=_LATE_PARAMETERS,
        facts=(
            Fact("invoice_number", "text", "the firm's invoice number"),
            Fact("period_end", "date", "last day billed"),
            Fact("reached", "date", "day of receipt, or date of the invoice"),
            Fact("days", "count", "days between them"),
            Fact("limit", "count", "days allowed"),
        ),
        by_invoice=_late_invoices,
    ),
    Rule(
        code="G10",
        title="Stale time",
        checks="Too many days lie between the work and the date of the invoice.",
        guideline="Time is billed within 90 days of the work; older time is not paid.",
        message=(
            "{timekeeper} did this work on {work_date}, {days} days before the invoice; time is billed "
            "within {limit} days."
        ),
        outcomes=(WARN, ADJUST),
        default_outcome=WARN,
        parameters=(
            Parameter(
                name="limit_days",
                kind="int",
                default=90,
                label="Days allowed",
                unit="days",
                help="Time older than this on the date of the invoice is reported, or adjusted to nothing.",
                minimum=1,
                maximum=1000,
            ),
        ),
        facts=(
            Fact("timekeeper", "text", "who did the work"),
            Fact("work_date", "date", "day of the work"),
            Fact("invoice_date", "date", "date of the invoice"),
            Fact("days", "count", "days between them"),
            Fact("limit", "count", "days allowed"),
        ),
        by_line=_stale_time,
    ),
)
