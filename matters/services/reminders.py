"""The reminders of key dates that come with the product; administrators change them in the console."""

from django.utils.translation import gettext as _

from legalops.notifications.services.reminding.rules import ship_rule

KEY_DATES = "Key dates"
BACKUPS = "Key dates, told to the backup"
TO_VERIFY = "Critical dates nobody has verified"
OVERDUE = "Critical dates overdue"
WAIVERS = "Conflict waivers"
_OPEN = {"field": "done_at", "operator": "empty"}
_CRITICAL = {"field": "critical", "operator": "is", "value": True}


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
    ship_rule(
        BACKUPS,
        record_type="key_date",
        date_field="date",
        conditions=[_OPEN, {"field": "backup", "operator": "filled"}],
        ladder=[7, 3, 1, 0],
        recipients=["field:backup"],
        title="{name}: {when}",
        body=_("You stand in for {owner}.\n{matter}\nDate: {date}."),
    )
    ship_rule(
        TO_VERIFY,
        record_type="key_date",
        date_field="date",
        conditions=[_OPEN, _CRITICAL, {"field": "verified_at", "operator": "empty"}],
        ladder=[60, 30, 21, 14, 7, 5, 3, 2, 1, 0],
        recipients=["field:backup", "field:lead", "field:owner"],
        title=_("To be verified: {name}, {when}"),
        body=_("A second person has not verified this critical date yet.\n{matter}\nDate: {date}."),
    )
    ship_rule(
        OVERDUE,
        record_type="key_date",
        date_field="date",
        conditions=[_OPEN, _CRITICAL],
        ladder=[-1, -2, -3],
        recipients=["field:owner", "field:backup", "field:lead"],
        escalate_after=1,
        escalate_to=["role:general_counsel", "role:legal_ops_manager"],
        title=_("Critical date overdue: {name}, {when}"),
        body=_("{matter}\nDate: {date}. Owner: {owner}."),
    )
    ship_rule(
        WAIVERS,
        record_type="conflict_waiver",
        date_field="expires_on",
        conditions=[{"field": "state", "operator": "is", "value": "granted"}],
        ladder=[60, 30, 7, 0],
        recipients=["field:owner"],
        title="{asked_of}: {when}",
        body=_("The conflict waiver of {asked_of} ends on {expires_on}."),
    )
