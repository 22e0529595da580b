"""Accounts of services: other systems that use the API under their own name and roles."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.access.services import give_role
from legalops.accounts.models import User
from legalops.api.querysets import SERVICE_DOMAIN
from legalops.audit.services import record
from legalops.kernel.errors import DomainError


@transaction.atomic
def make_service_account(*, name: str, roles: Iterable[Role], actor: User) -> User:
    """An account that cannot sign in and acts by tokens alone, with these roles.

    Raises DomainError when the name is taken or says nothing.
    """
    slug = slugify(name)
    if not slug:
        raise DomainError("api.account.name", _("Name the system, such as “Finance ERP”."), field="name")
    if User.objects.filter(email=f"{slug}{SERVICE_DOMAIN}").exists():
        message = _("There is a service account of this name already.")
        raise DomainError("api.account.taken", message, field="name")
    account = User.objects.create_user(f"{slug}{SERVICE_DOMAIN}", None, full_name=name.strip())
    record(account, "api.account.made", actor=actor, after={"name": account.full_name})
    for role in roles:
        give_role(account, role, actor=actor)
    return account


def is_service_account(account: User) -> bool:
    """Whether the account is a system's and not a person's."""
    return account.email.endswith(SERVICE_DOMAIN)


def service_accounts() -> QuerySet[User]:
    """All of them."""
    return User.objects.filter(email__endswith=SERVICE_DOMAIN)
