"""What a request's timeline tells a person."""

from django.db.models import Q, QuerySet

from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.audit.selectors import events_of
from legalops.files.registry import Sight, holder_of
from legalops.requests.models import Request


def told_events(request: Request, user: User) -> QuerySet[AuditEvent]:
    """Everything; whoever sees shared files only is told of those and of their own."""
    events = events_of(request)
    if holder_of("request").sight(user) == Sight.ALL:
        return events
    of_files = Q(action__startswith="files.")
    return events.filter(~of_files | Q(after__shared=True) | Q(actor=user))
