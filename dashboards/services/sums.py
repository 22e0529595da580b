"""The SQL that adds facts up: one text serves the drain, the rebuild and the check.

Spend is what has been approved (invoice states approved, sent to accounts payable, paid), in base currency
without tax: sum(line.base_net) less sum(line.base_reduction).
"""

SUM_COLUMNS = "billed, reduction, hours, lines"

_SUMS = """
  CASE WHEN l.kind IN ('F', 'IF') THEN 'fee' ELSE 'expense' END AS kind,
  sum(l.base_net) AS billed, sum(l.base_reduction) AS reduction,
  coalesce(sum(l.units) FILTER (WHERE l.kind = 'F'), 0) AS hours, count(*) AS lines
"""

MATTER_COLUMNS = f"basis, matter_id, month, firm_id, phase, kind, {SUM_COLUMNS}"


def matter_sums(keys: str = "") -> str:
    """SELECT of the matter rollup from facts; `keys` names a table (basis, matter_id, month) as limit."""
    by_invoice = _of_basis("invoice", "i.invoice_date", keys, "i.matter_id", "i.invoice_date")
    by_work = _of_basis("work", "l.work_date", keys, "l.matter_id", "l.work_date")
    return f"{by_invoice} UNION ALL {by_work}"


def _of_basis(basis: str, day: str, keys: str, matter: str, keyed_day: str) -> str:
    limit = (
        f"JOIN {keys} k ON k.basis = '{basis}' AND k.matter_id = {matter}"
        f" AND {keyed_day} >= k.month AND {keyed_day} < k.month + interval '1 month'"
        if keys
        else ""
    )
    return f"""
        SELECT '{basis}' AS basis, i.matter_id, rollup_month({day}) AS month, l.firm_id, l.phase, {_SUMS}
        FROM billing_invoiceline l JOIN billing_invoice i ON i.id = l.invoice_id {limit}
        WHERE i.state IN ('approved', 'sent_to_ap', 'paid')
        GROUP BY i.matter_id, 3, l.firm_id, l.phase, 6
    """  # noqa: S608  (names come from this module, never from people)


SLICE_COLUMNS = f"family, basis, month, value, kind, {SUM_COLUMNS}"
SLICE_VALUES = {"type": "m.matter_type_id::text", "firm": "s.firm_id::text", "phase": "s.phase"}


def slice_sums(family: str, keys: str = "") -> str:
    """SELECT of one view family from the matter rollup, unrestricted matters only."""
    value = SLICE_VALUES[family]
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
        FROM dashboards_matterspend s JOIN matters_matter m ON m.id = s.matter_id {limit}
        WHERE NOT m.restricted GROUP BY s.basis, s.month, 4, s.kind
    """  # noqa: S608  (names come from this module, never from people)


def all_slice_sums(keys: str = "") -> str:
    """All view families."""
    return " UNION ALL ".join(slice_sums(family, keys) for family in SLICE_VALUES)
