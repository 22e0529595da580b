"""A person joins: account, roles, teams, and a link by which they choose their own password."""

from collections.abc import Iterable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.access.services import give_role
from legalops.accounts.models import Team, User
from legalops.audit.services import record
from legalops.governance.services.roles import refuse_giving_more
from legalops.kernel.errors import DomainError
from legalops.signin.services.sessions import require_people_manager


@transaction.atomic
def invite(
    *,
    email: str,
    full_name: str,
    job_title: str = "",
    roles: Iterable[Role] = (),
    teams: Iterable[Team] = (),
    site: str,
    actor: User,
) -> User:
    """Make an account without a password and write the person how to set one. `site` is the address of the
    product, such as "https://legal.example".

    Raises DomainError when the address has an account already.
    """
    require_people_manager(actor)
    if User.objects.filter(email__iexact=email.strip()).exists():
        message = _("There is an account with this address already.")
        raise DomainError("governance.known_address", message, field="email")
    person = User.objects.create_user(email.strip(), full_name=full_name.strip(), job_title=job_title.strip())
    roles = list(roles)
    refuse_giving_more(roles, actor)
    for role in roles:
        give_role(person, role, actor=actor)
    person.teams.set(teams)
    after = {"email": person.email, "teams": sorted(str(team) for team in teams)}
    record(person, "governance.person.invited", actor=actor, after=after)
    send_invitation(person, site=site, actor=actor)
    return person


def send_invitation(person: User, *, site: str, actor: User) -> None:
    """Write the link again; the link works once, and no longer than the password reset timeout (days)."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    words = {"person": person, "actor": actor, "link": f"{site.rstrip('/')}{path}"}
    body = render_to_string("governance/invitation.txt", words)
    transaction.on_commit(
        lambda: send_mail(_("Your account for LegalOps"), body, None, [person.email], fail_silently=True)
    )
