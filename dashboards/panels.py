"""Where dashboards show themselves: the rail, the home page, the pages of matters and firms."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.web import nav, panels


def register() -> None:
    """Called once, when the app is ready."""
    nav.register(
        nav.NavItem(
            _("Dashboards"), "chart-bar", "dashboards:overview", can.DASHBOARDS_VIEW, order=60, keys="g d"
        )
    )
    panels.register(
        "home",
        panels.PanelSpec(
            _("Spend at a glance"),
            "dashboards:overview_panel",
            can.DASHBOARDS_VIEW,
            order=50,
            icon="chart-bar",
            wide=True,
        ),
    )
    panels.register(
        "matter",
        panels.PanelSpec(
            _("Approved spend"),
            "dashboards:matter_panel",
            can.INVOICES_VIEW,
            order=50,
            icon="chart-bar",
            wide=True,
        ),
    )
    panels.register(
        "firm",
        panels.PanelSpec(
            _("Approved spend"),
            "dashboards:firm_panel",
            can.DASHBOARDS_VIEW,
            order=50,
            icon="chart-bar",
            wide=True,
        ),
    )
