"""What every verb asks before it changes a card."""

from datetime import date

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.contacts.models import Contact
from legalops.kernel.errors import Conflict, DomainError, NotFound


def locked(contact: Contact, *, actor: User) -> Contact:
    """The card's present row, locked. Raises NotFound when the actor may not see it, Conflict when it was
    merged into another.
    """
    found = Contact.objects.select_for_update(of=("self",)).filter(pk=contact.pk).first()
    if found is None or not (
        actor.is_system or Contact.objects.visible_to(actor).filter(pk=found.pk).exists()
    ):
        raise NotFound("contact.not_found", _("There is no such contact."))
    if found.merged_into_id is not None:
        message = _("This card was merged into another. Open that one and try again.")
        raise Conflict("contact.merged", message)
    return found


def refuse_backwards(since: date | None, until: date | None) -> None:
    """Raises DomainError when a period ends before it begins."""
    if since and until and until <= since:
        raise DomainError("contact.period", _("The end has to come after the start."), field="until")


def text_of(value: str, *, field: str) -> str:
    """The text without spaces around it. Raises DomainError when nothing is left."""
    text = " ".join(value.split())
    if not text:
        raise DomainError("contact.empty", _("Write a name."), field=field)
    return text
