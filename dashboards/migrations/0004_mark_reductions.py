"""A reduction whose reason or finding changes marks its matter's month too, though the line stays the same."""

from django.db import migrations

_MARKS = """
  INSERT INTO dashboards_dirtyspend (basis, matter_id, month, at)
  SELECT DISTINCT b.basis, i.matter_id, rollup_month(b.day), now()
  FROM changed c JOIN billing_invoice i ON i.id = c.invoice_id JOIN billing_invoiceline l ON l.id = c.line_id
  CROSS JOIN LATERAL (VALUES ('invoice', i.invoice_date), ('work', l.work_date)) AS b(basis, day)
  WHERE rollup_is_spent(i.state) AND i.matter_id IS NOT NULL;
  RETURN NULL;
"""

FUNCTIONS = f"""
CREATE FUNCTION rollup_mark_new_reductions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN WITH changed AS (SELECT * FROM new_rows) {_MARKS} END $$;

CREATE FUNCTION rollup_mark_removed_reductions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN WITH changed AS (SELECT * FROM old_rows) {_MARKS} END $$;

CREATE FUNCTION rollup_mark_changed_reductions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN WITH changed AS (
  SELECT v.* FROM old_rows o JOIN new_rows n USING (id)
  CROSS JOIN LATERAL (VALUES (o.invoice_id, o.line_id), (n.invoice_id, n.line_id)) AS v(invoice_id, line_id)
  WHERE (o.amount, o.reason_id, o.finding_id, o.undone_at, o.line_id, o.invoice_id)
        IS DISTINCT FROM (n.amount, n.reason_id, n.finding_id, n.undone_at, n.line_id, n.invoice_id)
) {_MARKS} END $$;

CREATE TRIGGER rollup_new AFTER INSERT ON billing_lineadjustment
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION rollup_mark_new_reductions();
CREATE TRIGGER rollup_removed AFTER DELETE ON billing_lineadjustment
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION rollup_mark_removed_reductions();
CREATE TRIGGER rollup_changed AFTER UPDATE ON billing_lineadjustment
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION rollup_mark_changed_reductions();
"""  # noqa: S608  (text of this module)

REVERSE = """
DROP TRIGGER rollup_changed ON billing_lineadjustment;
DROP TRIGGER rollup_removed ON billing_lineadjustment;
DROP TRIGGER rollup_new ON billing_lineadjustment;
DROP FUNCTION rollup_mark_changed_reductions, rollup_mark_removed_reductions, rollup_mark_new_reductions;
"""

# Spend that was approved before these rollups existed is added up by the next drain.
MARK_ALL = """
INSERT INTO dashboards_dirtyspend (basis, matter_id, month, at)
SELECT DISTINCT basis, matter_id, NULL::date, now()
FROM billing_invoice CROSS JOIN (VALUES ('invoice'), ('work')) AS b(basis)
WHERE rollup_is_spent(state) AND matter_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    """Triggers on another app's table live here, where the rollups are."""

    dependencies = [("dashboards", "0003_savings_and_snapshots"), ("billing", "0002_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, REVERSE),
        migrations.RunSQL(MARK_ALL, migrations.RunSQL.noop),
    ]
