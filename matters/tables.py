"""The matter list as a table."""

from dataclasses import dataclass, field

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from legalops.web.tables import Column, EmptyState, Table
from matters.models import Matter


@dataclass(frozen=True, slots=True)
class StageWord:
    """A stage in a cell: its name is the word, its category gives the tone."""

    category: str
    label: str = field(compare=False, default="")


STAGE_TONES = {StageWord("open"): "progress", StageWord("on_hold"): "neutral", StageWord("closed"): "muted"}


def url_of(matter: Matter) -> str:
    """Address of the matter's page."""
    return reverse("matters:matter", args=[matter.number])


class MatterTable(Table):
    """What a portfolio list shows; money belongs to the money columns of the pages, not to this list."""

    id = "matter-rows"
    noun = _("matters")
    default_sort = "-opened"
    empty = EmptyState(
        _("No matters here yet"),
        _("Matters that you or your team work on appear here. Open the first one."),
        _("Open a matter"),
        reverse_lazy("matters:new"),
        "folder",
    )
    row_url = staticmethod(url_of)
    peek_url = staticmethod(lambda matter: reverse("matters:peek", args=[matter.number]))
    columns = (
        Column("number", _("Number"), "link", sort="number", href=url_of, fixed=True),
        Column("name", _("Name"), "link", sort="name", href=url_of),
        Column("type", _("Type"), value="matter_type__name", sort="matter_type__name", groupable=True),
        Column(
            "stage",
            _("Stage"),
            "status",
            value=lambda matter: StageWord(matter.stage.category, matter.stage.name),
            sort="stage__position",
            tones=STAGE_TONES,
        ),
        Column("lead", _("Lead"), value="lead__full_name", sort="lead__full_name", groupable=True),
        Column(
            "team",
            _("Team"),
            value="team__name",
            sort="team__name",
            nullable=True,
            default=False,
            groupable=True,
        ),
        Column("next", _("Next date"), "due", value="next_date", sort="next_date", nullable=True),
        Column("what", _("What is due"), value="next_date_name", default=False),
        Column("budget", _("Budget"), "money", currency_from="currency", sort="budget", nullable=True),
        Column("unit", _("Business unit"), value="business_unit", sort="business_unit", default=False),
        Column(
            "restricted",
            _("Access"),
            "tag",
            value=lambda matter: _("Restricted") if matter.restricted else "",
        ),
        Column("opened", _("Opened"), "date", value="opened_on", sort="opened_on"),
        Column(
            "closed", _("Closed"), "date", value="closed_on", sort="closed_on", nullable=True, default=False
        ),
    )
