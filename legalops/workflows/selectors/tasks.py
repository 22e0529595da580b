"""Tasks across records as their list shows them."""

from typing import Any

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat

from legalops.accounts.models import User
from legalops.approvals.selectors.colleagues import colleagues
from legalops.calendars.arithmetic import WorkingTime
from legalops.calendars.selectors import default_calendar, working_time
from legalops.kernel import records
from legalops.workflows import registry
from legalops.workflows.models import Clock, Run, Task


def task_rows(user: User) -> QuerySet[Task]:
    """The tasks a person may see, each with `record`: number and name of what it is on."""
    rows = Task.objects.visible_to(user).select_related("run", "assignee", "done_by", "made_by")
    named = [When(run__record_type=code, then=_record_words(code)) for code in registry.hosts()]
    return rows.annotate(record=Case(*named, default=Value(""), output_field=CharField()))


def waiting_for(user: User) -> int:
    """How many are to be done by this person: exactly the rows of the list's first tab."""
    return Task.objects.visible_to(user).open().filter(assignee=user.pk).count()


def record_of(task: Task) -> Any:
    """The record that a task is on; None where it is gone."""
    return records.find(task.run.record_type).rows().filter(pk=task.run.record_id).first()


def assignees_seen_by(user: User) -> QuerySet[User]:
    """People who have a task that this person may see."""
    had = Task.objects.visible_to(user).exclude(assignee=None).values("assignee_id")
    return User.objects.filter(pk__in=had).order_by("full_name")


def _record_words(code: str) -> Subquery:
    fields = {field.code: field.lookup for field in records.find(code).fields}
    name = fields.get("title") or fields["name"]
    rows = records.find(code).rows().filter(pk=OuterRef("run__record_id"))
    return Subquery(rows.values(words=Concat(fields["number"], Value(" "), name))[:1])


def hours_of(run: Run | None) -> WorkingTime:
    """The record's calendar: that of its first time target, else the department's."""
    clocks = Clock.objects.filter(run=run).select_related("policy__calendar").order_by("pk") if run else ()
    own = next((each.policy.calendar for each in clocks if each.policy.calendar), None)
    return working_time(own or default_calendar())


def people_who_see(record: Any) -> QuerySet[User]:
    """People of the department who may be given a task of the record, by name."""
    seeing = registry.host_of(records.type_of(record).code).seen_by(record)
    return colleagues().filter(pk__in=list(seeing)).order_by("full_name", "pk")
