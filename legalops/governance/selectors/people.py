"""People as administrators and auditors see them."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from legalops.access.models import RoleAssignment
from legalops.accounts.models import Team, User
from legalops.api.querysets import SERVICE_DOMAIN
from legalops.kernel import clock
from legalops.signin.models import Lockout, SignIn

# What a password column begins with until one is set.
_UNUSABLE = UNUSABLE_PASSWORD_PREFIX


def people_rows() -> QuerySet[User]:
    """Everyone who can or could sign in, with what a row of the list shows.

    Adds role_names, team_names, has_factor, factor_due, last_in and state (a key of `tables.STATES`).
    """
    me = OuterRef("pk")
    factors = Authenticator.objects.filter(user=me).exclude(type=Authenticator.Type.RECOVERY_CODES)
    required = RoleAssignment.objects.filter(user=me, role__mfa_required=True)
    locked = Lockout.objects.filter(
        email=OuterRef("email"), unlocked_at__isnull=True, locked_until__gt=clock.now()
    )
    ins = SignIn.objects.filter(user=me, outcome="succeeded").order_by("-occurred_at")
    return User.objects.filter(is_system=False).annotate(
        role_names=_names(RoleAssignment.objects.filter(user=me), "user_id", "role__name"),
        team_names=_names(Team.objects.filter(members=me), "members", "name"),
        has_factor=Exists(factors),
        factor_due=Exists(required),
        last_in=Subquery(ins.values("occurred_at")[:1]),
        state=Case(
            When(is_active=False, then=Value("left")),
            When(email__endswith=SERVICE_DOMAIN, then=Value("service")),
            When(Exists(locked), then=Value("locked")),
            When(Q(password__startswith=_UNUSABLE) & Q(last_login__isnull=True), then=Value("invited")),
            default=Value("active"),
            output_field=CharField(),
        ),
    )


def sign_ins_of(person: User, limit: int = 20) -> list[SignIn]:
    """The person's latest attempts to sign in, the newest first."""
    return list(SignIn.objects.filter(user=person)[:limit])


def _names(rows: QuerySet, by: str, name: str) -> Subquery:
    listed = rows.order_by().values(by).annotate(all=StringAgg(name, ", ", order_by=name)).values("all")
    return Subquery(listed[:1], output_field=CharField())
