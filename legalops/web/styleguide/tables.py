"""The sample list's table."""

from django.utils.translation import gettext_lazy as _

from legalops.web.styleguide.samples import STATES, TONES
from legalops.web.tables import Column, EmptyState, Table

_LABELS = dict(STATES)


class SampleTable(Table):
    """All kinds of column once."""

    id = "sample-rows"
    noun = _("invoices")
    noun_one = _("invoice")
    default_sort = "number"
    per_page = 12
    selectable = True
    empty = EmptyState(_("No invoices yet"), _("Invoices appear here as soon as a firm sends the first one."))
    row_url = staticmethod(lambda row: f"/styleguide/#row-{row.pk}")
    peek_url = staticmethod(lambda row: f"/styleguide/peek/?row={row.pk}")
    columns = (
        Column("number", _("Number"), "link", sort="number", href=lambda row: f"#row-{row.pk}", fixed=True),
        Column("firm", _("Firm"), sort="firm", groupable=True),
        Column("state", _("State"), "status", sort="state", tones=TONES, labels=_LABELS, groupable=True),
        Column("due", _("Due"), "due", value="due_on", sort="due_on", nullable=True),
        Column("billed", _("Billed"), "money", sort="billed", currency="USD", subtotal=True),
        Column("reduced", _("Reduced"), "money", sort="reduced", currency="USD", subtotal=True),
        Column("share", _("Budget used"), "percent", value=lambda row: (row.pk * 37 % 130) / 100),
        Column("codename", _("Reference"), "tag", sort="codename", default=False),
    )
