"""What access governance asks of vendors: the firm of outside counsel."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.governance.selectors.review import ReviewColumn, register_column
from vendors.models import FirmMembership


def register() -> None:
    """Called once, when the app is ready."""
    register_column(ReviewColumn(_("Firm"), _firms))


def _firms(people: Sequence[int], viewer: User) -> Mapping[int, str]:
    rows = FirmMembership.objects.filter(user__in=people).values_list("user_id", "firm__name")
    return dict(rows)
