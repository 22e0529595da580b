"""People and teams."""

from datetime import date
from decimal import Decimal
from itertools import count

from legalops.access.models import AuthorityLimit
from legalops.access.services import assign_role
from legalops.accounts.models import Team, User

PASSWORD = "a long test passphrase"
_numbers = count(1)


def make_person(*roles: str, name: str = "", limit: Decimal | int | None = None, **fields) -> User:
    """A person with these roles and, if given, an authority limit in base currency."""
    number = next(_numbers)
    name = name or f"Person {number}"
    email = fields.pop("email", f"person{number}@example.com")
    user = User.objects.create_user(email, PASSWORD, full_name=name, **fields)
    for role in roles:
        assign_role(user, role)
    if limit is not None:
        AuthorityLimit.objects.create(user=user, amount=limit, valid_from=date(2020, 1, 1))
    return user


def make_team(*members: User, name: str = "") -> Team:
    """A team with these members."""
    team = Team.objects.create(name=name or f"Team {next(_numbers)}")
    team.members.set(members)
    return team
