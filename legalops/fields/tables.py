"""The field dictionary as a table."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from legalops.fields.enums import Kind
from legalops.fields.models import Classification, FieldEntry
from legalops.kernel import records
from legalops.kernel.records import FieldKind
from legalops.web.tables import Address, Column, EmptyState, Table

entry_url = Address("fields:entry", "pk")
ORIGINS = {"shipped": _("Built in"), "custom": _("Custom"), "retired": _("Retired")}
ORIGIN_TONES = {"shipped": "neutral", "custom": "info", "retired": "muted"}
CLASS_TONES = {
    "public": "ok", "internal": "neutral", "confidential": "warn", "privileged": "bad", "personal": "info",
}  # fmt: skip
_KINDS = {
    FieldKind.MOMENT: _("Date and time"),
    FieldKind.BOOLEAN: _("Yes or no"),
    FieldKind.TEAM: _("Team"),
}
_SHOWN_OF_DEFINITION = 140
_LEAST, _MOST = Decimal("0.01"), Decimal("0.99")


def origin_of(entry: FieldEntry) -> str:
    """Shipped, custom or retired."""
    if entry.is_retired:
        return "retired"
    return "custom" if entry.definition_id else "shipped"


def record_label(entry: FieldEntry) -> str:
    """The name of the record type."""
    return _labels().get(entry.record_type, entry.record_type)


def kind_label(entry: FieldEntry) -> str:
    """The name of the kind."""
    words = {each.value: each.label for each in Kind} | _KINDS
    return str(words.get(entry.kind, entry.kind))


def _labels() -> dict[str, str]:
    return {each.code: str(each.label) for each in records.known()}


def shown_rate(entry: FieldEntry) -> Decimal | None:
    """The fill rate as it is shown: 100 per cent only where no record is without, 0 only where all are."""
    if entry.fill_rate is None or entry.filled in (0, entry.total):
        return entry.fill_rate
    return min(max(entry.fill_rate, _LEAST), _MOST)


def _meaning(entry: FieldEntry) -> str:
    text = entry.meaning
    return text if len(text) <= _SHOWN_OF_DEFINITION else f"{text[:_SHOWN_OF_DEFINITION].rstrip()}…"


class DictionaryTable(Table):
    """Every field of every record: its owner, what it means, how well it is kept, where it is used."""

    id = "field-rows"
    noun = _("fields")
    noun_one = _("field")
    default_sort = "record"
    empty = EmptyState(
        _("No field matches"),
        _("Take a filter away to see more. Fields are counted each night."),
        icon="list-details",
    )
    row_url = entry_url
    columns = (
        Column("field", _("Field"), "link", value="label", sort="label", href=entry_url, fixed=True),
        Column("record", _("Record"), value=record_label, sort="record_type", groupable=True),
        Column("code", _("Code"), sort="code", default=False),
        Column("kind", _("Kind"), value=kind_label, sort="kind", default=False),
        Column("origin", _("Origin"), "status", value=origin_of, tones=ORIGIN_TONES, labels=ORIGINS),
        Column(
            "classification", _("Classification"), "status", sort="classification", tones=CLASS_TONES,
            labels=dict(Classification.choices),
        ),
        Column("owner", _("Owner"), value="owned_by", sort="owned_by", nullable=True),
        Column("definition", _("Definition"), value=_meaning),
        Column("why", _("Why we ask"), value="why", default=False),
        Column("fill", _("Fill rate"), "percent", value=shown_rate, sort="fill_rate", nullable=True),
        Column("filled", _("Filled in"), "number", sort="filled", nullable=True, default=False),
        Column("total", _("Records"), "number", sort="total", nullable=True, default=False),
        Column("uses", _("Used in"), "number", value="use_count", sort="use_count", places=0),
        Column(
            "counted", _("Counted"), "instant", value="counted_at", sort="counted_at", nullable=True,
            default=False,
        ),
    )  # fmt: skip
