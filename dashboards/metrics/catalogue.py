"""The metrics the product knows, by id."""

from dashboards.metrics.definition import Direction, Kind, Metric

SPEND = Metric(
    id="spend",
    name="Spend",
    version=1,
    kind=Kind.EVENT,
    unit="base currency, without tax",
    direction=Direction.NEITHER,
    definition=(
        "What the department owes outside counsel for approved invoices: fees and expenses as billed, less "
        "reductions made in review, without tax. An invoice counts from its approval on, also after it was "
        "sent to accounts payable or paid. Each line is converted at the rate stored with its invoice."
    ),
    formula="sum(billed without tax) − sum(reductions), over lines of approved invoices",
    date_bases=("invoice", "work"),
    dimensions=("month", "type", "firm", "phase", "kind", "matter"),
    owner="Legal operations manager",
    pitfalls=(
        "Invoices in review are not spend yet: they are under invoices waiting.",
        "By work date, recent months grow while firms are still billing them.",
    ),
)

SAVINGS = Metric(
    id="savings",
    name="Savings",
    version=1,
    kind=Kind.EVENT,
    unit="base currency, without tax",
    direction=Direction.UP,
    definition=(
        "Reductions that reviewers made on invoices that were then approved. A rejected invoice saves "
        "nothing here, since it usually comes back corrected."
    ),
    formula="sum(reductions), over lines of approved invoices",
    date_bases=("invoice", "work"),
    dimensions=("month", "type", "firm", "phase", "kind", "matter"),
    owner="E-billing specialist",
    # Counted once by its own reductions, never by what a rejected version was larger (domain/kpis.md §5.6).
    pitfalls=("A rejected and resubmitted invoice is counted once, by its own reductions.",),
)

SAVINGS_RATE = Metric(
    id="savings_rate",
    name="Savings rate",
    version=1,
    kind=Kind.RATIO,
    unit="percent of billed",
    direction=Direction.UP,
    definition="Invoice-review savings as a share of what was billed on the same invoices, without tax.",
    formula="sum(reductions) ÷ sum(billed without tax); the sums are stored apart and divided last",
    date_bases=("invoice", "work"),
    dimensions=("month", "type", "firm", "phase", "kind", "matter"),
    owner="E-billing specialist",
    pitfalls=("Never the mean of monthly rates: sums are divided once.",),
)

INVOICES_WAITING = Metric(
    id="invoices_waiting",
    name="Invoices waiting",
    version=1,
    kind=Kind.SNAP,
    unit="invoices; billed without tax in base currency",
    direction=Direction.DOWN,
    definition=(
        "Invoices that were received and are neither approved nor rejected: waiting for matching, in review "
        "or awaiting approval. The present value is read live; each night is kept for the trend."
    ),
    formula="count(invoices) and sum(billed without tax) in a waiting state at the moment asked for",
    date_bases=(),
    dimensions=("state", "type", "firm", "matter"),
    owner="E-billing specialist",
    pitfalls=("A stock is never summed over days.",),
)

METRICS = {metric.id: metric for metric in (SPEND, SAVINGS, SAVINGS_RATE, INVOICES_WAITING)}


def metric(identifier: str) -> Metric:
    """The metric with this id. Raises KeyError naming the ids that exist."""
    try:
        return METRICS[identifier]
    except KeyError:
        raise KeyError(f"No metric {identifier!r}; there are: {', '.join(METRICS)}.") from None
