"""The SQL that adds facts up: one text serves the drain, the rebuild and the check.

Spend is what has been approved (invoice states approved, sent to accounts payable, paid), in base currency
without tax: sum(line.base_net) less sum(line.base_reduction). Savings by reason and rule split each line's
base_reduction over its standing adjustments by amount, with running rounding, so that they sum to it exactly.

A row of the matter rollups keeps the matter's type and whether it is restricted, as they were when it was
added up. The slices are therefore a sum over those rows and over nothing else.
"""

SUM_COLUMNS = "billed, reduction, hours, lines"
OF_MATTER = "matter_type_id, restricted"
MATTER_KEY = ("basis", "matter_id", "month", "firm_id", "phase", "kind")
SAVINGS_KEY = (*MATTER_KEY, "reason_id", "rule")
MATTER_COLUMNS = f"{', '.join(MATTER_KEY)}, {OF_MATTER}, {SUM_COLUMNS}"
SAVINGS_COLUMNS = f"{', '.join(SAVINGS_KEY)}, {OF_MATTER}, {SUM_COLUMNS}"
SLICE_COLUMNS = f"family, basis, month, value, kind, {SUM_COLUMNS}"

_SPENT = "i.state IN ('approved', 'sent_to_ap', 'paid')"
_KIND = "CASE WHEN l.kind IN ('F', 'IF') THEN 'fee' ELSE 'expense' END"
_DAYS = {"invoice": "i.invoice_date", "work": "l.work_date"}

# View families by the kind of rows that they are added up from: family to its column there.
_SLICES_OF_SPEND = {"type": "matter_type_id", "firm": "firm_id", "phase": "phase"}
_SLICES_OF_SAVINGS = {"reason": "reason_id", "rule": "rule"}


def matter_sums(keys: str = "") -> str:
    """SELECT of the matter rollup from facts; `keys` names a table (basis, matter_id, month) as limit."""
    return " UNION ALL ".join(_spend_of(basis, keys) for basis in _DAYS)


def savings_sums(keys: str = "") -> str:
    """SELECT of the savings rollup from facts, limited as `matter_sums`."""
    return " UNION ALL ".join(_savings_of(basis, keys) for basis in _DAYS)


def slice_sums(spend: str = "dashboards_matterspend", savings: str = "dashboards_mattersavings") -> str:
    """SELECT of all view families from rows of the matter rollups, unrestricted matters only.

    The tables named hold such rows: all of them, or what a drain took away (below zero) and put in.
    """
    return f"{_slices_of(spend, _SLICES_OF_SPEND)} UNION ALL {_slices_of(savings, _SLICES_OF_SAVINGS)}"


def _slices_of(source: str, families: dict[str, str]) -> str:
    whens = {name: f"WHEN grouping({column}) = 0 THEN" for name, column in families.items()}
    family = " ".join(f"{when} '{name}'" for name, when in whens.items())
    value = " ".join(f"{when} {families[name]}::text" for name, when in whens.items())
    sets = ", ".join(f"(basis, month, kind, {column})" for column in families.values())
    return f"""
        SELECT CASE {family} END AS family, basis, month, CASE {value} END AS value, kind,
               sum(billed) AS billed, sum(reduction) AS reduction, sum(hours) AS hours, sum(lines) AS lines
        FROM {source} WHERE NOT restricted GROUP BY GROUPING SETS ({sets})
    """  # noqa: S608  (names come from this module, never from people)


def _spend_of(basis: str, keys: str) -> str:
    return f"""
        SELECT '{basis}' AS basis, i.matter_id, rollup_month({_DAYS[basis]}) AS month, l.firm_id, l.phase,
               {_KIND} AS kind, m.matter_type_id, m.restricted,
               sum(l.base_net) AS billed, sum(l.base_reduction) AS reduction,
               coalesce(sum(l.units) FILTER (WHERE l.kind = 'F'), 0) AS hours, count(*) AS lines
        FROM billing_invoiceline l JOIN billing_invoice i ON i.id = l.invoice_id {_limit(basis, keys)}
        JOIN matters_matter m ON m.id = i.matter_id
        WHERE {_SPENT}
        GROUP BY i.matter_id, 3, l.firm_id, l.phase, 6, m.id
    """  # noqa: S608  (names come from this module, never from people)


def _savings_of(basis: str, keys: str) -> str:
    return f"""
        SELECT basis, matter_id, month, firm_id, reason_id, rule, phase, kind, {OF_MATTER},
               0::numeric AS billed, sum(upto_here - round(upto_before, 2)) AS reduction, 0::numeric AS hours,
               count(DISTINCT line_id) AS lines
        FROM (
          SELECT '{basis}' AS basis, i.matter_id, rollup_month({_DAYS[basis]}) AS month, l.firm_id, l.phase,
                 {_KIND} AS kind, a.reason_id, coalesce(f.rule, '') AS rule, l.id AS line_id,
                 m.matter_type_id, m.restricted,
                 round(l.base_reduction * sum(a.amount) OVER earlier / nullif(l.reduction, 0), 2)
                   AS upto_here,
                 l.base_reduction * (sum(a.amount) OVER earlier - a.amount) / nullif(l.reduction, 0)
                   AS upto_before
          FROM billing_lineadjustment a
          JOIN billing_invoice i ON i.id = a.invoice_id
          JOIN billing_invoiceline l ON l.id = a.line_id {_limit(basis, keys)}
          JOIN matters_matter m ON m.id = i.matter_id
          LEFT JOIN billing_reviewfinding f ON f.id = a.finding_id
          WHERE a.undone_at IS NULL AND {_SPENT}
          WINDOW earlier AS (PARTITION BY a.line_id ORDER BY a.id)
        ) parts
        GROUP BY basis, matter_id, month, firm_id, reason_id, rule, phase, kind, {OF_MATTER}
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
