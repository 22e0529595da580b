"""Saying who answers for a field, what it means, why it is asked and how freely it may be told."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import Team, User
from legalops.audit.services import record as note
from legalops.fields import events
from legalops.fields.models import Classification, FieldDefinition, FieldEntry
from legalops.fields.services.defining import save_definition
from legalops.kernel.errors import DomainError


@transaction.atomic
def describe(
    entry: FieldEntry,
    *,
    owner: User | None,
    owner_team: Team | None,
    meaning: str,
    why: str,
    classification: str | None = None,
    actor: Any,
) -> FieldEntry:
    """Set owner, definition, reason and, where it is given, classification of a field.

    A custom field's definition is changed with it. Raises DomainError when both a person and a team are
    named, or for a classification that there is not.
    """
    if owner and owner_team:
        raise DomainError(
            "fields.two_owners", _("Name a person or a team, so that one answers for it."), field="owner_team"
        )
    entry = FieldEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    given = {"owner": owner, "owner_team": owner_team, "meaning": meaning.strip(), "why": why.strip()}
    if owner or owner_team:
        given["owner_role"] = ""
    if classification is not None:
        entry = classify(entry, classification, actor=actor)
    if entry.definition_id:
        row = FieldDefinition.objects.select_for_update(of=("self",)).get(pk=entry.definition_id)
        save_definition(_with(row, given), actor=actor)
        return FieldEntry.objects.get(pk=entry.pk)
    return _store(entry, given, actor=actor)


@transaction.atomic
def classify(entry: FieldEntry, classification: str, *, actor: Any) -> FieldEntry:
    """Say how freely what the field holds may be told; empty takes that back. Raises DomainError."""
    if classification not in ("", *Classification.values):
        known = ", ".join(Classification.values)
        message = _("There is no classification “%(given)s”. Known: %(known)s.")
        facts = {"given": classification, "known": known}
        raise DomainError("fields.classification", message % facts, field="classification")
    current = FieldEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    before = current.classification
    if before != classification:
        current.classification = classification
        current.save(update_fields=["classification"])
        change = {"before": {"classification": before}, "after": {"classification": classification}}
        note(current, events.DESCRIBED, actor=actor, **change)
    return current


def _with(row: Any, given: dict[str, Any]) -> Any:
    for name, value in given.items():
        setattr(row, name, value)
    return row


def _store(entry: FieldEntry, given: dict[str, Any], *, actor: Any) -> FieldEntry:
    before = _told(entry)
    _with(entry, given).save(update_fields=list(given))
    after = _told(entry)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        note(
            entry, events.DESCRIBED, actor=actor,
            before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
        )  # fmt: skip
    return entry


def _told(entry: FieldEntry) -> dict[str, str]:
    return {
        "owner": str(entry.owner or entry.owner_team or entry.owner_role),
        "meaning": entry.meaning,
        "why": entry.why,
    }
