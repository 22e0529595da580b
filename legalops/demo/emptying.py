"""Emptying a demonstration database for `demo load --force`. Never reached in production settings."""

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

# Installed with the schema, or kept by Django itself.
_KEPT = {
    "access.role",
    "matters.mattertype",
    "matters.stage",
    "vendors.timekeeperclass",
    "billing.billingcode",
    "billing.reasoncode",
    "billing.reviewrule",
}
_APPS = (
    "accounts",
    "access",
    "audit",
    "fields",
    "fx",
    "jobs",
    "documents",
    "approvals",
    "reference",
    "contacts",
    "vendors",
    "matters",
    "billing",
    "dashboards",
    "workflows",
    "requests",
    "search",
)


def empty_database() -> None:
    """Remove all records and their ledger, in the caller's transaction; reference data stays as it is.

    The guards of append-only tables are lifted for this one statement by the tables' owner.
    """
    quote = connection.ops.quote_name
    tables = [
        model._meta.db_table
        for label in _APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.label_lower not in _KEPT and model._meta.managed and not model._meta.proxy
    ]
    with connection.cursor() as cursor:
        # Foreign keys that still wait to be checked would stand in the way.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {quote(table)} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(map(quote, tables))}, django_session RESTART IDENTITY CASCADE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {quote(table)} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    # What is installed with the schema and refers to people went with them.
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
