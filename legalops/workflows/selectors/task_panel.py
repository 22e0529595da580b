"""The tasks of one record as its page shows them."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse

from legalops.accounts.models import User
from legalops.kernel import records
from legalops.web.nav import is_firm_user
from legalops.workflows.models import Task
from legalops.workflows.querysets import TaskQuerySet
from legalops.workflows.services.tasks import may_steer

# More would bury the rest of the page; the list shows them all.
_OPEN, _ENDED = 25, 5


class TaskPanel:
    """Open ones by due day, then those that ended last, for a person who sees the record."""

    def __init__(self, record: Any, user: User) -> None:
        self.record, self.user, self.type = record, user, records.type_of(record)

    @property
    def shown(self) -> bool:
        """Tasks are the department's own; who neither has any here nor makes any sees no card."""
        return not is_firm_user(self.user) and bool(self.may_make or self.open or self.ended)

    @cached_property
    def may_make(self) -> bool:
        """Whether the person may make, edit and cancel tasks here."""
        return may_steer(self.record, self.user)

    def may_change(self, task: Task) -> bool:
        """Whether the person may finish or reopen the task, and give it away."""
        return self.may_make or task.assignee_id == self.user.pk

    @cached_property
    def open(self) -> list[Task]:
        """What is to be done, the most overdue first, of one day what matters most."""
        return list(self._rows.open().order_by(F("due_on").asc(nulls_last=True), "priority", "pk")[:_OPEN])

    @cached_property
    def ended(self) -> list[Task]:
        """What was finished or cancelled last."""
        ended = self._rows.exclude(done_at=None, cancelled_at=None)
        return list(ended.order_by(Coalesce("done_at", "cancelled_at").desc(), "-pk")[:_ENDED])

    @cached_property
    def count_open(self) -> int:
        """How many are to be done, those among them that the card does not show."""
        return self._rows.open().count() if len(self.open) == _OPEN else len(self.open)

    @property
    def new_url(self) -> str:
        """Where one is made."""
        return reverse("workflows:task_new", args=[self.type.code, self.record.pk])

    @property
    def list_url(self) -> str:
        """All of the record's open tasks."""
        return f"{reverse('workflows:tasks')}?{urlencode({'show': 'all', 'q': self.record.number})}"

    @property
    def _rows(self) -> TaskQuerySet:
        rows = Task.objects.filter(run__record_type=self.type.code, run__record_id=self.record.pk)
        return rows.select_related("run", "assignee", "done_by", "cancelled_by")
