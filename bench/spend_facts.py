"""A department's approved spend of any size, made inside the database, the same for the same size.

Statement-level triggers fire as in real use, so the load also writes the dirty marks of the rollups.
"""

from dataclasses import dataclass

from django.db import connection, transaction

from billing.models import ReasonCode
from legalops.access.services import assign_role
from legalops.accounts.models import Team, User
from matters.models import Matter, MatterMember, MatterType, Stage
from vendors.models import Firm

LINES_PER_INVOICE = 40
_NAMES = ("Arnsley", "Brandt", "Corvino", "Delacroix", "Eastman", "Farrow", "Galbraith", "Hollis", "Iwata",
          "Jansen", "Kessler", "Lindqvist", "Marchetti", "Novak", "Okafor", "Pemberton")  # fmt: skip

# Repeatable chance: a whole number below `below` for a row and a purpose.
_CHANCE = """
CREATE OR REPLACE FUNCTION pg_temp.chance(row_id bigint, purpose int, below int) RETURNS int
LANGUAGE sql IMMUTABLE AS $$ SELECT (hashint8(row_id * 1000 + purpose) & 2147483647) % below $$
"""

_INVOICES = """
INSERT INTO billing_invoice (number, number_key, state, client_matter_id, law_firm_matter_id, client_id,
  client_tax_id, law_firm_id, description, po_number, invoice_date, period_start, period_end, received_at,
  due_on, currency, base_rate, billed_total, billed_fees, billed_expenses, billed_tax, billed_hours,
  line_count, base_total, reduction_net, reduction_tax, approved_at, payment_reference, version,
  firm_id, matter_id)
SELECT 'B-' || i, 'b-' || i,
  CASE WHEN age > 60 OR (age > 20 AND pg_temp.chance(i, 4, 3) > 0) THEN 'paid' ELSE 'in_review' END,
  '', '', '', '', '', '', '', day, date_trunc('month', day - 31)::date,
  (date_trunc('month', day) - interval '1 day')::date, day, day + 21, 'USD', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  CASE WHEN age > 60 OR (age > 20 AND pg_temp.chance(i, 4, 3) > 0) THEN day + 15 END, '', 1,
  (%(firms)s::bigint[])[1 + (m * 7 + pg_temp.chance(i, 3, 2)) %% cardinality(%(firms)s::bigint[])],
  (%(matters)s::bigint[])[m]
FROM (SELECT i, pg_temp.chance(i, 1, %(days)s) AS age, CURRENT_DATE - pg_temp.chance(i, 1, %(days)s) AS day,
             1 + (cardinality(%(matters)s::bigint[]) * power(pg_temp.chance(i, 2, 10000) / 10000.0, 1.6))::int
               %% cardinality(%(matters)s::bigint[]) AS m
      FROM generate_series(1, %(invoices)s) AS i) AS drawn
"""

# In the order of their invoices, as an import stores them: else each line of an invoice lies on a page apart.
_LINES = """
INSERT INTO billing_invoiceline (invoice_id, position, number, kind, work_date, units, unit_cost, adjustment,
  total, tax_amount, tax_type, task_code, activity_code, expense_code, phase, timekeeper_code,
  timekeeper_name, classification, narrative, firm_id, matter_id, base_net, reduction, base_reduction)
SELECT v.id, p, p::text, CASE WHEN fee THEN 'F' ELSE 'E' END, v.period_start + pg_temp.chance(key, 8, 28),
  units, cost, 0, round(units * cost, 2), 0, '', CASE WHEN fee THEN replace(phase, '00', '10') ELSE '' END,
  CASE WHEN fee THEN 'A103' ELSE '' END, CASE WHEN fee THEN '' ELSE 'E101' END,
  CASE WHEN fee THEN phase ELSE '' END, 'TK1', 'Ruiz, Jo', 'PARTNR',
  'Review expert report and draft response',
  v.firm_id, v.matter_id, round(units * cost, 2), 0, 0
FROM billing_invoice v
CROSS JOIN generate_series(1, %(per_invoice)s) AS p
CROSS JOIN LATERAL (SELECT v.id * 100 + p AS key) AS k
CROSS JOIN LATERAL (
  SELECT pg_temp.chance(key, 5, 100) < 88 AS fee, (1 + pg_temp.chance(key, 6, 60)) / 10.0 AS units,
         (200 + pg_temp.chance(key, 7, 120) * 5)::numeric AS cost,
         ('{L100,L100,L200,L300,L300,L400,L500}'::text[])[1 + pg_temp.chance(key, 9, 7)] AS phase) AS d
WHERE v.number LIKE 'B-%%'
ORDER BY v.id, 2
"""

_REDUCTIONS = """
WITH cut AS (
  INSERT INTO billing_lineadjustment (invoice_id, line_id, amount, tax, note_to_firm, internal_note,
    created_at, actor_id, reason_id)
  SELECT l.invoice_id, l.id, round(l.total * (1 + l.id %% 5) / 10, 2), 0, '', '', now(), %(actor)s,
         (%(reasons)s)[1 + l.id / 16 %% cardinality(%(reasons)s)]
  FROM billing_invoiceline l JOIN billing_invoice v ON v.id = l.invoice_id
  WHERE l.id %% 16 = 0 AND v.number LIKE 'B-%%' RETURNING line_id, amount
) UPDATE billing_invoiceline l SET reduction = cut.amount, base_reduction = cut.amount
  FROM cut WHERE cut.line_id = l.id
"""

_TOTALS = """
UPDATE billing_invoice v SET billed_total = s.total, billed_fees = s.fees, billed_expenses = s.total - s.fees,
  base_total = s.total, line_count = s.lines, reduction_net = s.reduction
FROM (SELECT invoice_id, sum(total) AS total, coalesce(sum(total) FILTER (WHERE kind = 'F'), 0) AS fees,
             count(*) AS lines, sum(reduction) AS reduction
      FROM billing_invoiceline GROUP BY invoice_id) s
WHERE s.invoice_id = v.id AND v.number LIKE 'B-%'
"""


@dataclass(frozen=True, slots=True)
class Department:
    """Who looks: a general counsel who sees the portfolio and a few restricted matters."""

    viewer: User
    matters: list[int]


@transaction.atomic
def load(lines: int, *, matters: int = 2_000, firms: int = 60, days: int = 1_095) -> Department:
    """Firms, matters (one in twenty restricted), invoices of forty lines, reductions on every sixteenth."""
    viewer = User.objects.create_user("counsel@bench.example", None, full_name="Counsel")
    assign_role(viewer, "general_counsel")
    firm_ids, matter_ids = _firms(firms), _matters(matters, viewer)
    reasons = list(ReasonCode.objects.filter(for_dismissal=False).values_list("pk", flat=True)[:8])
    with connection.cursor() as cursor:
        cursor.execute(_CHANCE)
        cursor.execute(
            _INVOICES,
            {"firms": firm_ids, "matters": matter_ids, "invoices": lines // LINES_PER_INVOICE, "days": days},
        )
        cursor.execute(_LINES, {"per_invoice": LINES_PER_INVOICE})
        cursor.execute(_REDUCTIONS, {"actor": viewer.pk, "reasons": reasons})
        cursor.execute(_TOTALS)
    return Department(viewer, matter_ids)


def _firms(count: int) -> list[int]:
    made = [
        Firm(code=f"bench-{i}", name=f"{_NAMES[i % 16]} {_NAMES[i * 5 // 16 % 16]} LLP") for i in range(count)
    ]
    return [firm.pk for firm in Firm.objects.bulk_create(made)]


def _matters(count: int, viewer: User) -> list[int]:
    types, teams = list(MatterType.objects.all()), [Team.objects.create(name=f"Bench {i}") for i in range(5)]
    stage = Stage.objects.order_by("position")[1]
    made = Matter.objects.bulk_create(
        Matter(
            number=f"B-{i:05d}",
            name=f"Matter {i}",
            matter_type=types[i * i % len(types)],
            stage=stage,
            team=teams[i % 5],
            lead=viewer,
            restricted=i % 20 == 0,
            opened_on="2023-01-02",
        )
        for i in range(count)
    )
    MatterMember.objects.bulk_create(
        MatterMember(matter=matter, user=viewer, role="lead") for matter in made[::200]
    )
    return [matter.pk for matter in made]
