"""The people of the department and of the firms, all under one passphrase."""

from datetime import date

from django.contrib.auth.hashers import make_password

from legalops.access.models import AuthorityLimit
from legalops.access.services import assign_role
from legalops.accounts.models import Team, User
from legalops.demo.loading.world import World
from legalops.demo.logins import PASSPHRASE
from legalops.demo.plan.model import FirmPlan, StaffPlan
from legalops.demo.plan.staff import TEAMS
from vendors.services.firms import add_firm_user


def make_department(world: World) -> None:
    """Teams and people, with roles and authority limits."""
    secret, since = make_password(PASSPHRASE), date(world.plan.as_of.year - 5, 1, 1)
    world.teams = {key: Team.objects.create(name=name) for key, name in TEAMS.items()}
    for plan in world.plan.staff:
        user = world.people[plan.key] = _person(plan, secret)
        assign_role(user, plan.role)
        if plan.team:
            world.teams[plan.team].members.add(user)
        if plan.limit is not None:
            AuthorityLimit.objects.create(user=user, amount=plan.limit, valid_from=since)


def make_billers(world: World) -> None:
    """A biller for every firm, and a partner who uses the portal at the first."""
    secret = make_password(PASSPHRASE)
    for place, firm in enumerate(world.plan.firms):
        world.billers[firm.code] = _outsider(world, firm, "billing", secret, "outside_counsel_biller")
        if place == 0:
            _outsider(world, firm, "partner", secret, "outside_counsel_lead")


def _person(plan: StaffPlan, secret: str) -> User:
    return User.objects.create(
        email=plan.email,
        full_name=plan.name,
        job_title=plan.title,
        password=secret,
        is_active=plan.active,
        is_staff=plan.role == "administrator",
        is_superuser=plan.role == "administrator",
    )


def _outsider(world: World, firm: FirmPlan, box: str, secret: str, role: str) -> User:
    person = firm.timekeepers[0 if box == "partner" else -1]
    user = User.objects.create(
        email=f"{box}@{firm.domain}",
        full_name=f"{person.first_name} {person.last_name}",
        job_title="Relationship partner" if box == "partner" else "Billing manager",
        password=secret,
    )
    add_firm_user(world.firms[firm.code], user, role=role, actor=world.manager)
    return user
