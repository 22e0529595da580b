"""The rows of many courses, in a handful of statements."""

from collections import defaultdict
from collections.abc import Sequence

from billing.models import Invoice, InvoiceNote, InvoiceTransition
from legalops.approvals.models import Ask, Request, Step
from legalops.audit.services import Entry, record_many
from legalops.demo.history.course import Course
from legalops.demo.history.deciding import note_of
from legalops.demo.history.updating import update_rows

_INVOICE = ["state", "version", "reviewer", "approved_at", "paid_on", "payment_reference"]


def write_courses(courses: Sequence[Course]) -> None:
    """Store what happened to these invoices."""
    update_rows(Invoice, [course.invoice for course in courses], _INVOICE)
    asked = [course.request for course in courses if course.request is not None]
    Request.objects.bulk_create(asked, batch_size=1_000)
    Step.objects.bulk_create((ask.step for course in courses for ask in course.asks), batch_size=1_000)
    Ask.objects.bulk_create((ask for course in courses for ask in course.asks), batch_size=1_000)
    passages = sorted((t for c in courses for t in c.transitions), key=lambda t: t.occurred_at)
    InvoiceTransition.objects.bulk_create(passages, batch_size=1_000)
    InvoiceNote.objects.bulk_create(
        note_of(course) for course in courses if course.invoice.state == "rejected"
    )
    _record(courses)


def _record(courses: Sequence[Course]) -> None:
    by_actor = defaultdict(list)
    for course in courses:
        for actor, entry in course.told:
            by_actor[actor].append(entry)
    for actor, entries in by_actor.items():
        entries.sort(key=_instant)
        record_many(entries, actor=actor)


def _instant(entry: Entry):
    return entry.occurred_at
