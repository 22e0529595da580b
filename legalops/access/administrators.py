"""Somebody can always configure the product: nothing takes the last administrator away."""

from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.models import RoleAssignment
from legalops.accounts.models import User
from legalops.kernel.errors import DomainError


def refuse_last_administrator(person: User) -> None:
    """Raises DomainError when nobody else could configure the product without this person."""
    holders = _holders()
    if holders.filter(user=person).exists() and not holders.exclude(user=person).exists():
        message = _("%s is the last administrator. Give someone else the role first.")
        raise DomainError("access.last_administrator", message % person)


def require_an_administrator() -> None:
    """After a change, in its transaction: raises DomainError when it left nobody who could configure."""
    if not _holders().exists():
        message = _(
            "With this change nobody could configure the product any more. Give someone the role first."
        )
        raise DomainError("access.no_administrator", message)


def _holders():
    return RoleAssignment.objects.filter(role__capabilities__contains=[can.CONFIGURE], user__is_active=True)
