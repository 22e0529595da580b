"""Marks records whose names have changed, in the transaction of the change, whoever writes them."""

from django.db import migrations

# Table, columns that hold names, source, and the column of the record they belong to.
_WATCHED = (
    ("contacts_contact", "name, merged_into_id", "contact", "id"),
    ("contacts_contactname", "name, until, contact_id", "contact", "contact_id"),
    ("reference_legalentity", "name", "entity", "id"),
    ("vendors_firm", "name", "firm", "id"),
    ("vendors_timekeeper", "first_name, last_name", "timekeeper", "id"),
    ("requests_request", "parties", "request", "id"),
    ("matters_matter", "name", "matter", "id"),
)
_FUNCTION = """
CREATE FUNCTION matters_name_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO matters_nametoindex (source, record_id)
        VALUES (TG_ARGV[0], (to_jsonb(OLD) ->> TG_ARGV[1])::bigint);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO matters_nametoindex (source, record_id)
        VALUES (TG_ARGV[0], (to_jsonb(NEW) ->> TG_ARGV[1])::bigint);
    END IF;
    RETURN NULL;
END $$
"""


def _watch(table, columns, source, key):
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns.split(", "))
    call = f"FOR EACH ROW {{when}}EXECUTE FUNCTION matters_name_changed('{source}', '{key}')"
    return [
        f"CREATE TRIGGER matters_name_made AFTER INSERT OR DELETE ON {table} {call.format(when='')}",
        f"CREATE TRIGGER matters_name_changed AFTER UPDATE OF {columns} ON {table} "
        + call.format(when=f"WHEN ({changed}) "),
        f"INSERT INTO matters_nametoindex (source, record_id) SELECT '{source}', {key} FROM {table}",  # noqa: S608
    ]


def _forget(table):
    return [
        f"DROP TRIGGER IF EXISTS matters_name_made ON {table}",
        f"DROP TRIGGER IF EXISTS matters_name_changed ON {table}",
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0010_parties_and_conflict_checks"),
        ("contacts", "0001_cards_names_and_relations"),
        ("reference", "0001_initial"),
        ("requests", "0004_who_is_involved"),
        ("vendors", "0005_custom_fields"),
    ]

    operations = [
        migrations.RunSQL(
            [_FUNCTION, *(statement for each in _WATCHED for statement in _watch(*each))],
            [
                *(statement for each in _WATCHED for statement in _forget(each[0])),
                "DROP FUNCTION matters_name_changed()",
            ],
        )
    ]
