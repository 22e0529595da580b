"""The reminders of key dates that come with the product; administrators change them in the console."""

from django.utils.translation import gettext as _

from legalops.notifications.services.reminding.rules import ship_rule

KEY_DATES = "Key dates"


def ship_reminders() -> None:
    """30, 14, 7, 3 and 1 days before an open key date and on the day, to its owner and the matter's lead."""
    ship_rule(
        KEY_DATES,
        record_type="key_date",
        date_field="date",
        conditions=[{"field": "done_at", "operator": "empty"}],
        ladder=[30, 14, 7, 3, 1, 0],
        recipients=["field:owner", "field:lead"],
        escalate_after=3,
        escalate_to=["role:general_counsel"],
        title="{name}: {when}",
        body=_("{matter}\nDate: {date}. Owner: {owner}."),
    )
