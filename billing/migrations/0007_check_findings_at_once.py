"""Findings are held to their lines and invoices a statement at a time.

Two foreign keys looked up line and invoice of each of thousands of findings by a query of its own. One trigger
asks once for all rows of a statement, and for more: that the line is one of the invoice. Lines and invoices
that findings stand on cannot be deleted, as before.
"""

import django.db.models.deletion
from django.db import migrations, models

CHECK = """
CREATE FUNCTION billing_check_new_findings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stray record;
BEGIN
  SELECT invoice_id, line_id INTO stray FROM new_rows found
  -- Subqueries, since a join might read the whole table of lines.
  WHERE invoice_id IS DISTINCT FROM CASE WHEN line_id IS NULL
    THEN (SELECT id FROM billing_invoice WHERE id = found.invoice_id)
    ELSE (SELECT invoice_id FROM billing_invoiceline WHERE id = found.line_id) END
  LIMIT 1;
  IF FOUND THEN
    RAISE foreign_key_violation USING MESSAGE = format(
      'finding on line %s of invoice %s, which there is not', stray.line_id, stray.invoice_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER finding_new AFTER INSERT ON billing_reviewfinding
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION billing_check_new_findings();

CREATE FUNCTION billing_keep_findings_in_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE foreign_key_violation USING MESSAGE = 'a finding stays on its line and invoice';
END $$;
CREATE TRIGGER finding_moved BEFORE UPDATE ON billing_reviewfinding FOR EACH ROW
  WHEN (OLD.invoice_id <> NEW.invoice_id OR OLD.line_id IS DISTINCT FROM NEW.line_id)
  EXECUTE FUNCTION billing_keep_findings_in_place();

CREATE FUNCTION billing_keep_line_of_findings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM billing_reviewfinding WHERE line_id = OLD.id) THEN
    RAISE foreign_key_violation USING MESSAGE = format('line %s has findings', OLD.id);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER finding_of_line AFTER DELETE ON billing_invoiceline
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing_keep_line_of_findings();

CREATE FUNCTION billing_keep_invoice_of_findings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM billing_reviewfinding WHERE invoice_id = OLD.id) THEN
    RAISE foreign_key_violation USING MESSAGE = format('invoice %s has findings', OLD.id);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER finding_of_invoice AFTER DELETE ON billing_invoice
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing_keep_invoice_of_findings();
"""

NO_CHECK = """
DROP TRIGGER finding_of_invoice ON billing_invoice;
DROP TRIGGER finding_of_line ON billing_invoiceline;
DROP TRIGGER finding_moved ON billing_reviewfinding;
DROP TRIGGER finding_new ON billing_reviewfinding;
DROP FUNCTION billing_keep_invoice_of_findings;
DROP FUNCTION billing_keep_line_of_findings;
DROP FUNCTION billing_keep_findings_in_place;
DROP FUNCTION billing_check_new_findings;
"""


class Migration(migrations.Migration):
    """Four triggers for two foreign keys."""

    dependencies = [("billing", "0006_lighten_findings")]

    operations = [
        migrations.AlterField(
            model_name="reviewfinding",
            name="invoice",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="findings",
                to="billing.invoice",
            ),
        ),
        migrations.AlterField(
            model_name="reviewfinding",
            name="line",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="findings",
                to="billing.invoiceline",
            ),
        ),
        migrations.RunSQL(CHECK, NO_CHECK),
    ]
