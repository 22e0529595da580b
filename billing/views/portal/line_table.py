"""The lines of an invoice as billed, in the portal."""

from django.utils.translation import gettext_lazy as _

from legalops.web.tables import Column, Table


class PortalLineTable(Table):
    """Lines as billed, without tax; what was approved stands in the list of reductions."""

    id = "portal-lines"
    noun = _("lines")
    noun_one = _("line")
    default_sort = "line"
    per_page = 100
    columns = (
        Column("line", _("Line"), value="number", sort="position", fixed=True),
        Column("date", _("Date"), "date", value="work_date", sort="work_date"),
        Column("timekeeper", _("Timekeeper"), value="timekeeper_name", sort="timekeeper_name"),
        Column("code", _("Code"), value=lambda row: row.task_code or row.expense_code),
        Column("narrative", _("Description")),
        Column("units", _("Units"), "number", sort="units", nullable=True, places=2),
        Column("rate", _("Rate"), "number", value="unit_cost", sort="unit_cost", nullable=True, places=2),
        Column("net", _("Billed without tax"), "number", value="net", places=2),
        Column("tax", _("Tax"), "number", value="tax_amount", sort="tax_amount", places=2, default=False),
    )
