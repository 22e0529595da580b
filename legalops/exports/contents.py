"""What a full export holds: tables that say who may see their rows, and reference data without secrets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from legalops.access.querysets import ScopedQuerySet
from legalops.accounts.models import User
from legalops.documents.models import Document
from legalops.exports.registry import reference
from legalops.fields.exporting import kept_codes

# Tables that hold no record of their own: work in progress, secrets, and what was uploaded to be imported.
_LEFT_OUT_APPS = frozenset(
    {
        "api", "configuration", "documents", "exports", "imports", "jobs", "keeping", "notifications", "scim",
        "signin",
    }
)  # fmt: skip
# Whole for the operator, row history and settings included. Log-in secrets live elsewhere.
_OWN_APPS = frozenset(
    {
        "access", "accounts", "approvals", "audit", "automation", "billing", "branding", "calendars",
        "contacts",
        "dashboards", "fields", "files", "fx", "governance", "lists", "matters", "reference", "requests",
        "vendors", "workflows",
    }
)  # fmt: skip
# Work in progress that tells of other records as somebody once saw them.
_LEFT_OUT = frozenset({"lists.bulkrun", "lists.bulkitem"})
_PERSON = ("id", "email", "full_name", "job_title", "is_active", "date_joined")


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV: its name, columns and rows."""

    name: str
    model: type[models.Model]
    columns: tuple[str, ...]
    rows: models.QuerySet
    custom: frozenset[str] | None = None

    def shown(self, values: Sequence[Any]) -> Sequence[Any]:
        """A row without the custom fields that the person may not see."""
        if self.custom is None:
            return values
        at = self.columns.index("custom")
        kept = {code: value for code, value in values[at].items() if code in self.custom}
        return [*values[:at], kept, *values[at + 1 :]]


def tables(user: Any) -> Iterator[Table]:
    """The tables as this person sees them; without a person (the operator's own command) whole."""
    yield Table("accounts.user", User, _PERSON, User.objects.order_by("pk"))
    for model in reference():
        yield _table(model, model._base_manager.all())
    for model in sorted(apps.get_models(), key=lambda each: each._meta.label_lower):
        left_out = model._meta.app_label in _LEFT_OUT_APPS or model._meta.label_lower in _LEFT_OUT
        if not left_out and model not in reference():
            rows = _rows(model, user)
            if rows is not None:
                yield _table(model, rows, user)


def documents(seen: list[Table]) -> models.QuerySet:
    """The documents that rows of these tables name."""
    keys: set[int] = set()
    for table in seen:
        for field in table.model._meta.concrete_fields:
            if field.related_model is Document:
                keys.update(table.rows.exclude(**{field.name: None}).values_list(field.attname, flat=True))
    return Document.objects.filter(pk__in=keys).order_by("pk")


def _rows(model: type[models.Model], user: Any) -> models.QuerySet | None:
    manager: Any = model._default_manager
    if user is None and model._meta.app_label in _OWN_APPS and model is not User:
        return model._base_manager.all()
    if not isinstance(manager.all(), ScopedQuerySet):
        return None
    if user is None:
        return None
    try:
        return manager.visible_to(user)
    except TypeError:  # it does not say to whom, so to nobody
        return None


def _table(model: type[models.Model], rows: models.QuerySet, user: Any = None) -> Table:
    columns = tuple(field.attname for field in model._meta.concrete_fields)
    custom = kept_codes(model, user)
    return Table(model._meta.label_lower, model, columns, rows.order_by("pk"), custom)
