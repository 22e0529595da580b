"""The SQL that adds facts up: one text serves the drain, the rebuild and the check.

Spend is what has been approved (invoice states approved, sent to accounts payable, paid), in base currency
without tax: sum(line.base_net) less sum(line.base_reduction). Savings by reason and rule split each line's
base_reduction over its standing adjustments by amount, with running rounding, so that they sum to it exactly.
"""

SUM_COLUMNS = "billed, reduction, hours, lines"
MATTER_COLUMNS = f"basis, matter_id, month, firm_id, phase, kind, {SUM_COLUMNS}"
SAVINGS_COLUMNS = f"basis, matter_id, month, firm_id, reason_id, rule, phase, kind, {SUM_COLUMNS}"
SLICE_COLUMNS = f"family, basis, month, value, kind, {SUM_COLUMNS}"

_SPENT = "i.state IN ('approved', 'sent_to_ap', 'paid')"
_KIND = "CASE WHEN l.kind IN ('F', 'IF') THEN 'fee' ELSE 'expense' END"
_DAYS = {"invoice": "i.invoice_date", "work": "l.work_date"}

# View family: the matter rollup (alias s) it is added up from, and its value there.
SLICES = {
    "type": ("dashboards_matterspend", "m.matter_type_id::text"),
    "firm": ("dashboards_matterspend", "s.firm_id::text"),
    "phase": ("dashboards_matterspend", "s.phase"),
    "reason": ("dashboards_mattersavings", "s.reason_id::text"),
    "rule": ("dashboards_mattersavings", "s.rule"),
}


def matter_sums(keys: str = "") -> str:
    """SELECT of the matter rollup from facts; `keys` names a table (basis, matter_id, month) as limit."""
    return " UNION ALL ".join(_spend_of(basis, keys) for basis in _DAYS)


def savings_sums(keys: str = "") -> str:
    """SELECT of the savings rollup from facts, limited as `matter_sums`."""
    return " UNION ALL ".join(_savings_of(basis, keys) for basis in _DAYS)


def slice_sums(family: str, keys: str = "") -> str:
    """SELECT of one view family from its matter rollup, unrestricted matters only."""
    source, value = SLICES[family]
    limit = (
        f"JOIN {keys} k ON k.family = '{family}' AND k.basis = s.basis AND k.month = s.month"
        f" AND k.value = {value}"
        if keys
        else ""
    )
    return f"""
        SELECT '{family}' AS family, s.basis, s.month, {value} AS value, s.kind,
               sum(s.billed) AS billed, sum(s.reduction) AS reduction, sum(s.hours) AS hours,
               sum(s.lines) AS lines
        FROM {source} s JOIN matters_matter m ON m.id = s.matter_id {limit}
        WHERE NOT m.restricted GROUP BY s.basis, s.month, 4, s.kind
    """  # noqa: S608  (names come from this module, never from people)


def all_slice_sums(keys: str = "") -> str:
    """All view families."""
    return " UNION ALL ".join(slice_sums(family, keys) for family in SLICES)


def _spend_of(basis: str, keys: str) -> str:
    return f"""
        SELECT '{basis}' AS basis, i.matter_id, rollup_month({_DAYS[basis]}) AS month, l.firm_id, l.phase,
               {_KIND} AS kind, sum(l.base_net) AS billed, sum(l.base_reduction) AS reduction,
               coalesce(sum(l.units) FILTER (WHERE l.kind = 'F'), 0) AS hours, count(*) AS lines
        FROM billing_invoiceline l JOIN billing_invoice i ON i.id = l.invoice_id {_limit(basis, keys)}
        WHERE {_SPENT}
        GROUP BY i.matter_id, 3, l.firm_id, l.phase, 6
    """  # noqa: S608  (names come from this module, never from people)


def _savings_of(basis: str, keys: str) -> str:
    return f"""
        SELECT basis, matter_id, month, firm_id, reason_id, rule, phase, kind, 0::numeric AS billed,
               sum(upto_here - round(upto_before, 2)) AS reduction, 0::numeric AS hours,
               count(DISTINCT line_id) AS lines
        FROM (
          SELECT '{basis}' AS basis, i.matter_id, rollup_month({_DAYS[basis]}) AS month, l.firm_id, l.phase,
                 {_KIND} AS kind, a.reason_id, coalesce(f.rule, '') AS rule, l.id AS line_id,
                 round(l.base_reduction * sum(a.amount) OVER earlier / nullif(l.reduction, 0), 2)
                   AS upto_here,
                 l.base_reduction * (sum(a.amount) OVER earlier - a.amount) / nullif(l.reduction, 0)
                   AS upto_before
          FROM billing_lineadjustment a
          JOIN billing_invoice i ON i.id = a.invoice_id
          JOIN billing_invoiceline l ON l.id = a.line_id {_limit(basis, keys)}
          LEFT JOIN billing_reviewfinding f ON f.id = a.finding_id
          WHERE a.undone_at IS NULL AND {_SPENT}
          WINDOW earlier AS (PARTITION BY a.line_id ORDER BY a.id)
        ) parts
        GROUP BY basis, matter_id, month, firm_id, reason_id, rule, phase, kind
    """  # noqa: S608  (names come from this module, never from people)


def _limit(basis: str, keys: str) -> str:
    # By the invoice's matter always, by the line's too where its index on (matter, work date) serves.
    if not keys:
        return ""
    matter = "l.matter_id" if basis == "work" else "i.matter_id"
    day = _DAYS[basis]
    return (
        f"JOIN {keys} k ON k.basis = '{basis}' AND k.matter_id = {matter}"
        f" AND {day} >= k.month AND {day} < k.month + interval '1 month'"
    )
