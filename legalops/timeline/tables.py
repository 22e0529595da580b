"""The ledger as tables: the page of auditors, and what a record's timeline exports."""

from django.utils.translation import gettext_lazy

from legalops.audit import registry
from legalops.audit.models import AuditEvent
from legalops.kernel import records
from legalops.timeline.words import facts
from legalops.web.row_words import url
from legalops.web.tables import Column, EmptyState, Table


def did(event: AuditEvent) -> str:
    """What was done."""
    return registry.phrase(event.action)


def changes(event: AuditEvent) -> str:
    """The facts in one line."""
    return " · ".join(fact.told for fact in facts(event))


def kind(event: AuditEvent) -> str:
    """The record's type in words."""
    return kinds().get(event.subject_type, event.subject_type.rpartition(".")[2].replace("_", " "))


def kinds() -> dict[str, str]:
    """Subject type to the words of its record type."""
    return {each.model._meta.label_lower: str(each.label) for each in records.known()}


def record_url(event: AuditEvent) -> str:
    """The way on to the record; empty for kinds of records that have no page of their own."""
    return url("ledger:subject", event.pk) if event.subject_type in kinds() else ""


_WHEN = Column("when", gettext_lazy("When"), "instant", value="occurred_at", fixed=True)
_WHO = Column("who", gettext_lazy("Who"), value="actor_label")
_DID = Column("did", gettext_lazy("Did"), value=did)
_CHANGES = Column("changes", gettext_lazy("From and to"), value=changes)
_REASON = Column("reason", gettext_lazy("Reason"))


class LedgerTable(Table):
    """Every event this person may see."""

    id = "ledger-rows"
    noun = gettext_lazy("events")
    noun_one = gettext_lazy("event")
    default_sort = "-recorded"
    late_count = True
    empty = EmptyState(
        gettext_lazy("No events"),
        gettext_lazy("Whatever people and the product do to records is kept here, for ever."),
        icon="history",
    )
    columns = (
        _WHEN,
        _WHO,
        _DID,
        Column("kind", gettext_lazy("Kind"), value=kind, default=False),
        Column(
            "record",
            gettext_lazy("Record"),
            value="subject_label",
            href=record_url,
        ),
        _CHANGES,
        _REASON,
        Column(
            "recorded", gettext_lazy("Written down"), "instant", value="recorded_at", sort="pk", default=False
        ),
        Column("action", gettext_lazy("Action code"), default=False),
        Column("correlation", gettext_lazy("Same act"), value="correlation_id", default=False),
    )

    @staticmethod
    def peek_url(event: AuditEvent) -> str:
        """The whole event beside the list."""
        return url("ledger:peek", event.pk)


class RecordEvents(Table):
    """The events of one record, for its export."""

    id = "timeline"
    noun = gettext_lazy("events")
    default_sort = "-recorded"
    columns = (
        _WHEN,
        _WHO,
        _DID,
        Column("record", gettext_lazy("Record"), value="subject_label"),
        _CHANGES,
        _REASON,
        Column("recorded", gettext_lazy("Written down"), "instant", value="recorded_at", sort="pk"),
    )
