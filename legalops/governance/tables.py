"""People and sign-ins as tables."""

from django.utils.translation import gettext_lazy as _

from legalops.signin.enums import Outcome
from legalops.web.tables import Address, Column, EmptyState, Table

person_url = Address("governance:person", "pk")
STATES = {
    "active": _("Active"),
    "invited": _("Invited"),
    "locked": _("Locked out"),
    "left": _("Left"),
    "service": _("Service account"),
}
STATE_TONES = {"active": "ok", "invited": "info", "locked": "bad", "left": "muted", "service": "neutral"}


def _factor(person) -> str:
    if person.has_factor:
        return "set"
    return "due" if person.factor_due else "none"


class PeopleTable(Table):
    """Everyone, with what they may do and how they sign in."""

    id = "people-rows"
    noun = _("people")
    noun_one = _("person")
    default_sort = "name"
    empty = EmptyState(_("Nobody matches"), _("Take a filter away to see more people."), icon="users")
    row_url = person_url
    columns = (
        Column("name", _("Name"), "link", value="full_name", sort="full_name", href=person_url, fixed=True),
        Column("email", _("E-mail address"), sort="email"),
        Column("title", _("Job title"), value="job_title", sort="job_title", default=False),
        Column("roles", _("Roles"), value="role_names"),
        Column("teams", _("Teams"), value="team_names"),
        Column("seen", _("Last sign-in"), "instant", value="last_login", sort="last_login", nullable=True),
        Column(
            "factor",
            _("Second factor"),
            "status",
            value=_factor,
            tones={"set": "ok", "due": "bad", "none": "muted"},
            labels={"set": _("Set up"), "due": _("Required, missing"), "none": _("None")},
        ),
        Column("state", _("State"), "status", tones=STATE_TONES, labels=STATES),
    )


class SignInTable(Table):
    """Who signed in or tried to, when, how and from where."""

    id = "sign-in-rows"
    noun = _("attempts")
    noun_one = _("attempt")
    default_sort = "-when"
    empty = EmptyState(_("Nobody has signed in yet"), icon="login")
    columns = (
        Column("when", _("When"), "instant", value="occurred_at", sort="occurred_at", fixed=True),
        Column("email", _("E-mail address"), sort="email"),
        Column("person", _("Person"), value="user__full_name"),
        Column("how", _("How")),
        Column(
            "outcome",
            _("Outcome"),
            "status",
            sort="outcome",
            tones={"succeeded": "ok", "failed": "warn", "locked": "bad", "refused": "bad"},
            labels=dict(Outcome.choices),
        ),
        Column("detail", _("Detail")),
        Column("ip", _("Address")),
        Column("device", _("Device")),
    )
