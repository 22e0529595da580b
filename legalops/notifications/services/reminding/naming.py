"""People of a reminder as files and programs name them: by address, since a key means nothing elsewhere."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.kernel.errors import DomainError

_PERSON = "person:"


def in_words(tokens: Iterable[str]) -> list[str]:
    """Tokens with people by e-mail address: "person:ana@example.com"; one query."""
    tokens = list(tokens)
    keys = [int(each.removeprefix(_PERSON)) for each in tokens if each.startswith(_PERSON)]
    emails = dict(User.objects.filter(pk__in=keys).values_list("pk", "email")) if keys else {}
    return [_named(each, emails) for each in tokens]


def from_words(texts: Iterable[str], *, field: str) -> list[str]:
    """Tokens as they are stored. Raises DomainError naming who is not here."""
    return [_stored(str(text), field) for text in texts]


def _named(token: str, emails: dict[int, str]) -> str:
    if not token.startswith(_PERSON):
        return token
    return _PERSON + emails.get(int(token.removeprefix(_PERSON)), token.removeprefix(_PERSON))


def _stored(text: str, field: str) -> str:
    address = text.removeprefix(_PERSON)
    if not text.startswith(_PERSON) or "@" not in address:
        return text
    pk = User.objects.filter(email__iexact=address, is_system=False).values_list("pk", flat=True).first()
    if pk is None:
        message = _("There is nobody with the address “%s” here. Add them first, or name somebody else.")
        raise DomainError(f"reminders.{field}", message % address, field=field)
    return f"{_PERSON}{pk}"
