"""Requests to legal."""

from legalops.accounts.models import User
from legalops.requests.models import Request, RequestType
from legalops.requests.services.asking import submit
from legalops.requests.services.workflow import assign


def make_request(
    requester: User, *, assignee: User | None = None, kind: str = "question", title: str = "May we"
) -> Request:
    """A request in the first stage of its workflow, given to somebody or to nobody."""
    request_type = RequestType.objects.get(code=kind)
    request = submit(request_type=request_type, title=title, description="Please", actor=requester)
    if assignee is not None:
        assign(request, person=assignee, team=None, actor=requester)
    return request
