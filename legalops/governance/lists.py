"""The lists of people and sign-ins, and what can be changed of many people at once."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.governance.changing import CHANGES
from legalops.governance.filters import PeopleFilters, SignInFilters
from legalops.governance.selectors.people import people_rows
from legalops.governance.tables import PeopleTable, SignInTable
from legalops.lists.bulk.registry import register_change
from legalops.signin.models import SignIn
from legalops.web import lists
from legalops.web.lists import ListSpec

_LOOK = frozenset({can.PEOPLE_MANAGE, can.ACCESS_REVIEW})
PEOPLE = ListSpec(
    _("People"), "governance:people", PeopleTable, PeopleFilters, lambda user: people_rows(), _LOOK
)
SIGN_INS = ListSpec(
    _("Sign-ins"), "governance:sign_ins", SignInTable, SignInFilters,
    lambda user: SignIn.objects.select_related("user"), frozenset({can.AUDIT_VIEW}),
)  # fmt: skip


def register() -> None:
    """Called once, when the app is ready."""
    for spec in (PEOPLE, SIGN_INS):
        lists.register(spec)
    for change in CHANGES:
        register_change(change)
