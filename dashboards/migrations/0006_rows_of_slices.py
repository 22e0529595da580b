"""Rows of the matter rollups keep the type and the restriction under which they count in the slices.

A change of a matter marks its own months, so no slice has to be marked by name any more. All rollups are
emptied and every matter marked: the next drain adds everything up under the new columns.
"""

from django.db import migrations, models

MARK_MATTERS = """
CREATE OR REPLACE FUNCTION rollup_mark_changed_matters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO dashboards_dirtyspend (basis, matter_id, month, at)
  SELECT b.basis, n.id, NULL::date, now() FROM old_rows o JOIN new_rows n USING (id)
  CROSS JOIN (VALUES ('invoice'), ('work')) AS b(basis)
  WHERE (o.matter_type_id, o.restricted) IS DISTINCT FROM (n.matter_type_id, n.restricted);
  RETURN NULL;
END $$;
"""

MARK_MATTERS_AND_SLICES = """
CREATE OR REPLACE FUNCTION rollup_mark_changed_matters() RETURNS trigger LANGUAGE plpgsql AS $$
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

START_ANEW = """
TRUNCATE dashboards_matterspend, dashboards_mattersavings, dashboards_slicespend;
INSERT INTO dashboards_dirtyspend (basis, matter_id, month, at)
SELECT DISTINCT basis, matter_id, NULL::date, now()
FROM billing_invoice CROSS JOIN (VALUES ('invoice'), ('work')) AS b(basis)
WHERE rollup_is_spent(state) AND matter_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    """The function first, then the queue that nothing fills any more, then the columns."""

    dependencies = [("dashboards", "0005_mark_new_lines")]

    operations = [
        migrations.RunSQL(MARK_MATTERS, MARK_MATTERS_AND_SLICES),
        migrations.DeleteModel("DirtySlice"),
        migrations.RunSQL(START_ANEW, START_ANEW),
        *(
            migrations.AddField(model, name, field, preserve_default=False)
            for model in ("MatterSpend", "MatterSavings")
            for name, field in (
                ("matter_type_id", models.BigIntegerField(default=0)),
                ("restricted", models.BooleanField(default=False)),
            )
        ),
    ]
