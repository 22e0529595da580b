"""What every verb of the log asks before it writes."""

from datetime import date

from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.glass import has_broken_glass
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.kernel.texts import fits
from matters.models import Matter
from matters.services.guards import locked, may_see


def may_log(user: User, matter: Matter) -> bool:
    """Whether the person writes the log: who works on matters or plans them, and sees this one themselves."""
    if user.is_system:
        return True
    works = has_capability(user, can.MATTERS_EDIT) or has_capability(user, can.MATTERS_PLAN)
    by_glass = has_broken_glass(user) and not may_see(user, matter)
    return works and not by_glass


def logging(matter: Matter, *, actor: User) -> Matter:
    """The matter's present row, locked, for who writes its log. Raises NotFound, NotAllowed."""
    current = locked(matter, actor=actor)
    if not may_log(actor, current):
        message = _("The log of a matter is written by those who edit matters or keep plans.")
        raise NotAllowed("log.not_yours", message)
    return current


def said(text: str, message: str, *, field: str, code: str) -> str:
    """The text without space around it. Raises DomainError where nothing is left or it cannot be kept."""
    stripped = text.strip()
    if not stripped:
        raise DomainError(code, message, field=field)
    if not fits(stripped):
        message = _("This text holds a character that cannot be kept.")
        raise DomainError("log.unreadable", message, field=field)
    return stripped


def not_ahead(day: date, *, field: str) -> date:
    """The day. Raises DomainError for one that has not come yet."""
    if day > clock.today():
        raise DomainError("log.ahead", _("This day has not come yet. Say when it was."), field=field)
    return day
