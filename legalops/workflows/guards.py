"""The guards that ship with workflows."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from legalops.kernel import records
from legalops.kernel.conditions import ConditionFaults, explain, parse
from legalops.web.conditions import sentences
from legalops.web.conditions.words import named_fields
from legalops.workflows import registry
from legalops.workflows.models import Passage, Task, Tick
from legalops.workflows.registry import GuardKind, Situation

Settings = Mapping[str, Any]


def register() -> None:
    """Called once, when the app is ready."""
    for kind in (
        GuardKind(
            "required_fields",
            gettext_lazy("Fields filled in"),
            _missing_fields,
            _unknown_fields,
            _field_words,
        ),
        GuardKind("conditions", gettext_lazy("Conditions hold"), _unmet, _faulty, _condition_words),
        GuardKind("checklist", gettext_lazy("Checklist done"), _unticked),
        GuardKind("no_open_tasks", gettext_lazy("No open tasks"), _open_tasks),
        GuardKind("not_requester", gettext_lazy("Not by the requester"), _by_requester),
        GuardKind("other_person", gettext_lazy("Not by whoever made the last move"), _same_person),
    ):
        registry.register_guard(kind)


def _missing_fields(situation: Situation, settings: Settings) -> str:
    fields = records.fields_of(situation.run.record_type)
    missing = [
        str(fields[code].label)
        for code in settings.get("fields", ())
        if code in fields and situation.facts.get(code) in (None, "", [], ())
    ]
    return _("Fill in first: %s.") % ", ".join(missing) if missing else ""


def _unknown_fields(settings: Settings, record_type: str) -> list[str]:
    fields = records.fields_of(record_type)
    named = list(settings.get("fields", ()))
    if not named:
        return [_("name at least one field.")]
    known = ", ".join(sorted(fields))
    message = _("there is no field “%(name)s”. Known: %(known)s.")
    return [message % {"name": code, "known": known} for code in named if code not in fields]


def _field_words(settings: Settings, record_type: str) -> str:
    fields = records.fields_of(record_type)
    labels = [str(fields[code].label) if code in fields else code for code in settings.get("fields", ())]
    return _("filled in: %s") % ", ".join(labels)


def _unmet(situation: Situation, settings: Settings) -> str:
    fields = named_fields(situation.run.record_type)
    try:
        parsed = parse(settings.get("conditions", []), fields)
    except ConditionFaults as faulty:
        return _("A condition of the workflow cannot be used: %s") % faulty.faults[0]
    unmet = [each.sentence for each in explain(parsed, situation.facts, fields) if not each.holds]
    return _("Does not hold yet: %s.") % "; ".join(unmet) if unmet else ""


def _faulty(settings: Settings, record_type: str) -> list[str]:
    try:
        parse(settings.get("conditions", []), records.fields_of(record_type))
    except ConditionFaults as faulty:
        return faulty.faults
    return [] if settings.get("conditions") else [_("write at least one condition.")]


def _condition_words(settings: Settings, record_type: str) -> str:
    return "; ".join(sentences(settings.get("conditions", []), record_type))


def _unticked(situation: Situation, _settings: Settings) -> str:
    done = Tick.objects.filter(run_id=situation.run.pk, visit=situation.run.visit).values_list(
        "item", flat=True
    )
    left = [item for item in situation.stage.checklist if item not in set(done)]
    return _("On the checklist: %s.") % "; ".join(left) if left else ""


def _open_tasks(situation: Situation, _settings: Settings) -> str:
    number = Task.objects.open().filter(run_id=situation.run.pk).count()
    words = ngettext("%s task is open.", "%s tasks are open.", number)
    return words % number if number else ""


def _by_requester(situation: Situation, _settings: Settings) -> str:
    relation = registry.host_of(situation.run.record_type).relations.get("requester")
    people = relation.people(situation.record) if relation else ()
    if any(person.pk == situation.actor.pk for person in people):
        return _("Whoever asked cannot decide this; someone else has to.")
    return ""


def _same_person(situation: Situation, _settings: Settings) -> str:
    passages = Passage.objects.filter(run_id=situation.run.pk).order_by("-id")
    last = passages.values_list("actor_id", flat=True).first()
    if last == situation.actor.pk:
        return _("You made the last move; someone else has to make this one.")
    return ""
