"""The timeline of one record, as its page shows it: filtered by what happened, paged, exported."""

from collections.abc import Sequence
from functools import cached_property

from django.db import models
from django.http import HttpRequest, HttpResponseBase

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.audit import registry
from legalops.audit.models import AuditEvent
from legalops.automation.addresses import log_of
from legalops.kernel import records
from legalops.kernel.keys import key_in
from legalops.timeline.tables import RecordEvents
from legalops.timeline.words import Happening, happening
from legalops.web.urlstate import with_query

_PAGE = 50


class RecordTimeline:
    """Events, newest first, of subjects that the caller took from `visible_to`.

    `about` is the record, where rules may have done something to it.
    `?did=` keeps one action, `?before=` goes on, `?export=csv|xlsx` takes the rows away.
    """

    def __init__(
        self, request: HttpRequest, events: models.QuerySet[AuditEvent], *, about: models.Model | None = None
    ) -> None:
        self.request, self._about = request, about
        self._all = events.order_by("-id")
        asked = request.GET.get("did", "")
        self.did = asked if registry.is_registered(asked) else ""

    @property
    def events(self) -> models.QuerySet[AuditEvent]:
        """The events that the filter leaves."""
        return self._all.filter(action=self.did) if self.did else self._all

    @cached_property
    def actions(self) -> list[tuple[str, str]]:
        """What has happened to the record at all, in words, to choose from."""
        found = self._all.order_by().values_list("action", flat=True).distinct()
        return sorted(((action, registry.phrase(action)) for action in found), key=lambda each: each[1])

    @cached_property
    def happenings(self) -> Sequence[Happening]:
        """This page in words."""
        return [happening(event) for event in self._page[:_PAGE]]

    @property
    def earlier_url(self) -> str:
        """Address of what happened before, empty at the beginning."""
        return with_query(self.request, before=self._page[_PAGE - 1].pk) if len(self._page) > _PAGE else ""

    @property
    def csv_url(self) -> str:
        """The events as CSV."""
        return with_query(self.request, before=None, export="csv")

    @property
    def xlsx_url(self) -> str:
        """The events as a workbook."""
        return with_query(self.request, before=None, export="xlsx")

    @property
    def automation_url(self) -> str:
        """What rules did to the record, in the console; empty for people who do not configure."""
        user = self.request.user
        if self._about is None or not (user.is_staff and has_capability(user, can.CONFIGURE)):
            return ""
        return log_of(record_type=records.type_of(self._about).code, record_id=self._about.pk)

    def export(self) -> HttpResponseBase | None:
        """The events as a file, where the address asks for one."""
        return RecordEvents(self.request, self.events, filtered=bool(self.did)).export()

    @cached_property
    def _page(self) -> list[AuditEvent]:
        before = key_in(self.request.GET.get("before", ""))
        events = self.events if before is None else self.events.filter(pk__lt=before)
        return list(events[: _PAGE + 1])
