"""The entry actions that ship with workflows."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from legalops.accounts.models import User
from legalops.calendars.selectors import default_calendar, working_time
from legalops.kernel import clock, records
from legalops.kernel.errors import DomainError
from legalops.notifications.services import notify
from legalops.workflows import registry
from legalops.workflows.models import RoutingRule, Run, TaskTemplate
from legalops.workflows.registry import ActionKind
from legalops.workflows.selectors.people import people_of
from legalops.workflows.selectors.routing import least_loaded_in_role
from legalops.workflows.selectors.vocabulary import roles, who_of
from legalops.workflows.services.routing import route
from legalops.workflows.services.tasks import applied_words, apply_template

Settings = Mapping[str, Any]
_DAYS = (1, 2, 3, 5, 10, 15, 20, 30)


def register() -> None:
    """Called once, when the app is ready."""
    for kind in (
        ActionKind("route", gettext_lazy("Give it to somebody by the routing rules"), _route, needs="assign"),
        ActionKind(
            "assign_role", gettext_lazy("Give it to whoever has least in"), _assign, "role", _roles, "assign"
        ),
        ActionKind("apply_tasks", gettext_lazy("Make the tasks of"), _tasks, "template", _templates),
        ActionKind(
            "set_due",
            gettext_lazy("Set the due date to business days from then"),
            _due,
            "days",
            _days,
            "set_due",
        ),
        ActionKind("notify", gettext_lazy("Tell"), _notify, "who", _who),
    ):
        registry.register_action(kind)


def _route(record: Any, run: Run, settings: Settings, actor: User) -> str:
    if not RoutingRule.objects.filter(record_type=run.record_type, is_active=True).exists():
        return _("There are no routing rules: it waits in the queue.")
    chosen = route(record, actor=actor).chosen
    if chosen is None:
        return _("Somebody has it already.")
    words = _("Given to %(who)s by “%(rule)s”. %(why)s")
    return words % {"who": chosen.person or chosen.team, "rule": chosen.rule.name, "why": chosen.why}


def _assign(record: Any, run: Run, settings: Settings, actor: User) -> str:
    host, role = registry.host_of(run.record_type), str(settings.get("role", "")).removeprefix("role:")
    if host.assign is None:
        raise DomainError("workflow.not_assignable", _("Records of this type are not given to people."))
    person = least_loaded_in_role(role, record, run.record_type)
    if person is None:
        name = roles().get(f"role:{role}", role)
        raise DomainError("workflow.nobody", _("Nobody who is %s is here to take it.") % name)
    host.assign(record, person=person, team=None, actor=actor, why=run.stage_name)
    return _("Given to %s.") % person


def _tasks(record: Any, run: Run, settings: Settings, actor: User) -> str:
    template = TaskTemplate.objects.filter(code=settings.get("template")).first()
    if template is None:
        message = _("There is no task template “%s” (any more).") % settings.get("template", "")
        raise DomainError("workflow.no_template", message)
    return applied_words(apply_template(record, run, template, actor=actor))


def _due(record: Any, run: Run, settings: Settings, actor: User) -> str:
    host = registry.host_of(run.record_type)
    if host.set_due is None:
        raise DomainError("workflow.no_due", _("Records of this type have no due date to set."))
    on = working_time(default_calendar()).add_days(clock.today(), int(settings.get("days", 0)))
    host.set_due(record, on, actor=actor)
    return _("Due on %s.") % on.isoformat()


def _notify(record: Any, run: Run, settings: Settings, actor: User) -> str:
    people, kind = people_of(str(settings.get("who", "")), record, run.record_type), records.type_of(record)

    def title() -> str:
        words = _("%(record)s is now in “%(stage)s”")
        return words % {"record": kind.title(record), "stage": run.stage_name}

    notify(
        "workflows.stage_entered",
        recipients=people,
        subject=record,
        title=title,
        url=kind.address(record),
        actor=actor,
        key=f"stage:{run.pk}:{run.visit}:{settings.get('who', '')}",
    )
    return ngettext("%s person told.", "%s people told.", len(people)) % len(people)


def _roles(_record_type: str) -> Iterable[tuple[str, str]]:
    return roles().items()


def _templates(_record_type: str) -> Iterable[tuple[str, str]]:
    return TaskTemplate.objects.values_list("code", "name")


def _days(_record_type: str) -> Iterable[tuple[str, str]]:
    return [(str(days), ngettext("%s day", "%s days", days) % days) for days in _DAYS]


def _who(record_type: str) -> Iterable[tuple[str, str]]:
    return who_of(record_type).items()
