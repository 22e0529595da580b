"""Which fields of records the dashboards are cut and narrowed by."""

from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.fields import uses
from legalops.fields.uses import Use

# By record type: fields that spend is shown by, or may be narrowed to.
_FIELDS = {
    "matter": ("type", "team"),
    "invoice": ("firm", "firm_code", "matter", "matter_type"),
    "firm": ("name",),
}


def register() -> None:
    """Called once, when the app is ready."""
    uses.register("dashboards", _uses)


def _uses(record_type: str) -> dict[str, list[Use]]:
    use = Use(_("Dashboard of spend"), reverse("dashboards:spend"))
    return {code: [use] for code in _FIELDS.get(record_type, ())}
