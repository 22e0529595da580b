"""What a person asked for, with the way each request has come."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from legalops.accounts.models import User
from legalops.requests.models import Request
from legalops.requests.selectors.page import Step, steps_of
from legalops.workflows.models import Passage, Run

_ENDED_SHOWN = 10
_OPEN_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Followed:
    """A request and its tracker."""

    request: Request
    steps: list[Step]

    @property
    def waits_for_me(self) -> bool:
        """Whether the department asked something."""
        return self.request.category == "on_hold"


def my_requests(user: User) -> dict[str, Any]:
    """Open requests, those that wait for the requester first, and the last ended ones. Three queries each."""
    rows = Request.objects.visible_to(user).filter(requester=user)
    rows = rows.select_related("request_type", "assignee", "team")
    followed = _followed(list(rows.open().order_by("-made_at")[:_OPEN_SHOWN]))
    ended = rows.filter(category="closed").order_by("-closed_at")[:_ENDED_SHOWN]
    return {"open": sorted(followed, key=lambda one: not one.waits_for_me), "ended": list(ended)}


def _followed(requests: list[Request]) -> list[Followed]:
    keys = [request.pk for request in requests]
    runs = {
        run.record_id: run
        for run in Run.objects.filter(record_type="request", record_id__in=keys).select_related("version")
    }
    passed: dict[int, set[str]] = defaultdict(set)
    for run_id, stage in Passage.objects.filter(run__in=runs.values()).values_list("run_id", "to_stage"):
        passed[run_id].add(stage)
    return [
        Followed(request, steps_of(run, passed[run.pk]) if (run := runs.get(request.pk)) else [])
        for request in requests
    ]
