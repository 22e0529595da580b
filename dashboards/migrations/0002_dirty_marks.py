"""Statement-level triggers write the dirty marks in the transaction of the fact itself.

Bulk updates, COPY and SQL by hand are caught too, which model signals would miss (domain/kpis.md §2.5).
Lines are written once, in the transaction that inserts their invoice, so inserting lines needs no trigger:
an invoice inserted as spent marks its whole matter. No month in a mark means all months.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION rollup_is_spent(state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT state IN ('approved', 'sent_to_ap', 'paid') $$;

CREATE FUNCTION rollup_month(day date) RETURNS date LANGUAGE sql IMMUTABLE AS
$$ SELECT date_trunc('month', day::timestamp)::date $$;

CREATE FUNCTION rollup_mark_new_invoices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO dashboards_dirtyspend (basis, matter_id, month, at)
  SELECT DISTINCT basis, matter_id, NULL::date, now()
  FROM new_rows CROSS JOIN (VALUES ('invoice'), ('work')) AS b(basis)
  WHERE rollup_is_spent(state) AND matter_id IS NOT NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION rollup_mark_changed_invoices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH changed AS (
    SELECT o.id, o.matter_id AS old_matter, n.matter_id AS new_matter,
           rollup_month(o.invoice_date) AS old_month, rollup_month(n.invoice_date) AS new_month
    FROM old_rows o JOIN new_rows n USING (id)
    WHERE (rollup_is_spent(o.state) OR rollup_is_spent(n.state))
      AND (rollup_is_spent(o.state), o.matter_id, o.invoice_date, o.firm_id)
          IS DISTINCT FROM (rollup_is_spent(n.state), n.matter_id, n.invoice_date, n.firm_id)
  ), marks AS (
    SELECT 'invoice' AS basis, old_matter AS matter_id, old_month AS month FROM changed
    UNION SELECT 'invoice', new_matter, new_month FROM changed
    UNION SELECT 'work', m.matter_id, rollup_month(l.work_date)
          FROM changed c JOIN billing_invoiceline l ON l.invoice_id = c.id
          CROSS JOIN LATERAL (VALUES (c.old_matter), (c.new_matter)) AS m(matter_id)
  )
  INSERT INTO dashboards_dirtyspend (basis, matter_id, month, at)
  SELECT basis, matter_id, month, now() FROM marks WHERE matter_id IS NOT NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION rollup_mark_removed_invoices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO dashboards_dirtyspend (basis, matter_id, month, at)
  SELECT DISTINCT basis, matter_id, NULL::date, now()
  FROM old_rows CROSS JOIN (VALUES ('invoice'), ('work')) AS b(basis)
  WHERE rollup_is_spent(state) AND matter_id IS NOT NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION rollup_mark_changed_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH changed AS (
    SELECT o.invoice_id, o.matter_id AS old_matter, n.matter_id AS new_matter,
           o.work_date AS old_date, n.work_date AS new_date
    FROM old_rows o JOIN new_rows n USING (id)
    WHERE (o.base_net, o.base_reduction, o.phase, o.kind, o.units, o.firm_id, o.matter_id, o.work_date)
          IS DISTINCT FROM
          (n.base_net, n.base_reduction, n.phase, n.kind, n.units, n.firm_id, n.matter_id, n.work_date)
  ), spent AS (
    SELECT c.*, rollup_month(i.invoice_date) AS invoice_month
    FROM changed c JOIN billing_invoice i ON i.id = c.invoice_id WHERE rollup_is_spent(i.state)
  ), marks AS (
    SELECT 'invoice' AS basis, old_matter AS matter_id, invoice_month AS month FROM spent
    UNION SELECT 'invoice', new_matter, invoice_month FROM spent
    UNION SELECT 'work', old_matter, rollup_month(old_date) FROM spent
    UNION SELECT 'work', new_matter, rollup_month(new_date) FROM spent
  )
  INSERT INTO dashboards_dirtyspend (basis, matter_id, month, at)
  SELECT basis, matter_id, month, now() FROM marks WHERE matter_id IS NOT NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION rollup_mark_removed_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH spent AS (
    SELECT o.matter_id, rollup_month(o.work_date) AS work_month, rollup_month(i.invoice_date) AS invoice_month
    FROM old_rows o JOIN billing_invoice i ON i.id = o.invoice_id WHERE rollup_is_spent(i.state)
  ), marks AS (
    SELECT 'invoice' AS basis, matter_id, invoice_month AS month FROM spent
    UNION SELECT 'work', matter_id, work_month FROM spent
  )
  INSERT INTO dashboards_dirtyspend (basis, matter_id, month, at)
  SELECT basis, matter_id, month, now() FROM marks WHERE matter_id IS NOT NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION rollup_mark_changed_matters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH changed AS (
    SELECT o.id, o.matter_type_id AS old_type FROM old_rows o JOIN new_rows n USING (id)
    WHERE (o.matter_type_id, o.restricted) IS DISTINCT FROM (n.matter_type_id, n.restricted)
  ), spend AS (
    INSERT INTO dashboards_dirtyspend (basis, matter_id, month, at)
    SELECT basis, id, NULL::date, now() FROM changed CROSS JOIN (VALUES ('invoice'), ('work')) AS b(basis)
  )
  INSERT INTO dashboards_dirtyslice (family, basis, month, value, at)
  SELECT DISTINCT 'type', basis, NULL::date, old_type::text, now()
  FROM changed CROSS JOIN (VALUES ('invoice'), ('work')) AS b(basis);
  RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER rollup_new AFTER INSERT ON billing_invoice
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION rollup_mark_new_invoices();
CREATE TRIGGER rollup_changed AFTER UPDATE ON billing_invoice
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION rollup_mark_changed_invoices();
CREATE TRIGGER rollup_removed AFTER DELETE ON billing_invoice
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION rollup_mark_removed_invoices();
CREATE TRIGGER rollup_changed AFTER UPDATE ON billing_invoiceline
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION rollup_mark_changed_lines();
CREATE TRIGGER rollup_removed AFTER DELETE ON billing_invoiceline
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION rollup_mark_removed_lines();
CREATE TRIGGER rollup_changed AFTER UPDATE ON matters_matter
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION rollup_mark_changed_matters();
"""

REVERSE = """
DROP TRIGGER rollup_changed ON matters_matter;
DROP TRIGGER rollup_removed ON billing_invoiceline;
DROP TRIGGER rollup_changed ON billing_invoiceline;
DROP TRIGGER rollup_removed ON billing_invoice;
DROP TRIGGER rollup_changed ON billing_invoice;
DROP TRIGGER rollup_new ON billing_invoice;
DROP FUNCTION rollup_mark_changed_matters, rollup_mark_removed_lines, rollup_mark_changed_lines,
  rollup_mark_removed_invoices, rollup_mark_changed_invoices, rollup_mark_new_invoices, rollup_month,
  rollup_is_spent;
"""


class Migration(migrations.Migration):
    """Functions first, then the triggers that call them."""

    dependencies = [
        ("dashboards", "0001_initial"),
        ("billing", "0002_initial"),
        ("matters", "0002_initial"),
    ]

    operations = [migrations.RunSQL(FUNCTIONS + TRIGGERS, REVERSE)]
