"""A month's slices are added up whole, so a change of a matter need not name the slices it leaves.

Its mark stands for all of its months, and each of those months takes its slices from the matter rollup anew.
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

# Slices that still waited to be added up: every matter of that type marks its months instead.
TAKE_OVER = """
INSERT INTO dashboards_dirtyspend (basis, matter_id, month, at)
SELECT DISTINCT d.basis, m.id, NULL::date, d.at FROM dashboards_dirtyslice d
JOIN dashboards_slicespend s ON s.family = d.family AND s.basis = d.basis AND s.value = d.value
JOIN dashboards_matterspend r ON r.basis = s.basis AND r.month = s.month
JOIN matters_matter m ON m.id = r.matter_id
WHERE d.family = 'type';
"""


class Migration(migrations.Migration):
    """The function first, then the queue that nothing fills any more."""

    dependencies = [("dashboards", "0005_mark_new_lines")]

    operations = [
        migrations.RunSQL(MARK_MATTERS, MARK_MATTERS_AND_SLICES),
        migrations.RunSQL(TAKE_OVER, migrations.RunSQL.noop),
        migrations.DeleteModel("DirtySlice"),
        migrations.AddIndex(
            "MatterSpend", models.Index(fields=["basis", "month"], name="matter_spend_month")
        ),
    ]
