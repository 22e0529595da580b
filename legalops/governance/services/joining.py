"""A person joins: account, roles, teams, and a link by which they choose their own password."""

from collections.abc import Iterable, Mapping
from typing import Final

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
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
from legalops.jobs.services.enqueueing import enqueue
from legalops.kernel.errors import DomainError, RetryableError
from legalops.signin.services.sessions import require_people_manager
from legalops.web import brand

_DESCRIBED: Final = ("full_name", "job_title")


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
    person = join(
        email=email, full_name=full_name, job_title=job_title, roles=roles, teams=teams, actor=actor
    )
    send_invitation(person, site=site, actor=actor)
    return person


@transaction.atomic
def join(
    *,
    email: str,
    full_name: str,
    job_title: str = "",
    roles: Iterable[Role] = (),
    teams: Iterable[Team] = (),
    actor: User,
) -> User:
    """Make an account without a password, roles and teams included; nobody is written to.

    Raises DomainError when the address has an account already, NotAllowed for roles beyond the actor's own.
    """
    require_people_manager(actor)
    if User.objects.filter(email__iexact=email.strip()).exists():
        message = _("There is an account with this address already.")
        raise DomainError("governance.known_address", message, field="email")
    person = User.objects.create_user(email.strip(), full_name=full_name.strip(), job_title=job_title.strip())
    roles, teams = list(roles), list(teams)
    refuse_giving_more(roles, actor)
    for role in roles:
        give_role(person, role, actor=actor)
    person.teams.set(teams)
    after = {"email": person.email, "teams": sorted(str(team) for team in teams)}
    record(person, "governance.person.invited", actor=actor, after=after)
    return person


@transaction.atomic
def describe(person: User, changes: Mapping[str, str], *, actor: User) -> None:
    """Change name or job title (`full_name`, `job_title`), with one event; equal values change nothing.

    Raises DomainError for an empty name.
    """
    require_people_manager(actor)
    current = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    changed = {name: text for name in _DESCRIBED if (text := changes.get(name)) is not None}
    changed = {name: text.strip() for name, text in changed.items() if text.strip() != getattr(current, name)}
    if changed.get("full_name") == "":
        raise DomainError("governance.no_name", _("A person needs a name."), field="full_name")
    if not changed:
        return
    before = {name: getattr(current, name) for name in changed}
    for name, text in changed.items():
        setattr(current, name, text)
        setattr(person, name, text)
    current.save(update_fields=list(changed))
    record(current, "governance.person.described", actor=actor, before=before, after=changed)


def write_later(person: User, *, actor: User) -> None:
    """Have a worker write the invitation once the caller's transaction is in: for many people at once."""
    enqueue("governance.invite", key=str(person.pk), again=True, actor=actor, person_id=person.pk)


def send_invitation(person: User, *, site: str, actor: User) -> None:
    """Write the link again; the link works once, and no longer than the password reset timeout (days)."""
    letter = _letter(person, site=site, actor=actor)
    transaction.on_commit(lambda: send_mail(*letter, fail_silently=True))


def write_invitation(person_id: int, *, actor: User) -> bool:
    """Send the letter now, from a worker; False when the person is gone or has left. Raises RetryableError
    when the mail server does not take it.
    """
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return False
    try:
        send_mail(*_letter(person, site=settings.PUBLIC_ADDRESS, actor=actor))
    except OSError as failure:  # the mail library's own errors are kinds of it
        raise RetryableError(str(failure)) from failure
    return True


def _letter(person: User, *, site: str, actor: User) -> tuple[str, str, None, list[str]]:
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    words = {
        "brand": brand.current().name,
        "person": person,
        "actor": actor,
        "link": f"{site.rstrip('/')}{path}",
    }
    body = render_to_string("governance/invitation.txt", words)
    return _("Your account for %s") % brand.current().name, body, None, [person.email]
