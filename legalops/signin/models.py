"""The log of sign-ins, lock-outs, and the identity providers of the department and its firms."""

import pghistory
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.access.models import Role
from legalops.accounts.models import Team
from legalops.signin.enums import Outcome


class SignIn(models.Model):
    """One attempt to sign in: who, when, how, from where, with which outcome. `user` is empty for an unknown
    address. Rows are written once and never changed.
    """

    occurred_at = models.DateTimeField(default=timezone.now, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="sign_ins")
    email = models.CharField(_("e-mail address"), max_length=254)
    how = models.CharField(_("how"), max_length=80, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    ip = models.GenericIPAddressField(_("address"), null=True)
    device = models.CharField(_("device"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-occurred_at", "-id"]
        indexes = [
            models.Index(fields=["-occurred_at", "-id"], name="sign_in_newest"),
            models.Index(fields=["email", "outcome", "occurred_at"], name="sign_in_of_address"),
            models.Index(fields=["user", "-occurred_at"], name="sign_in_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.outcome}"


class Lockout(models.Model):
    """After too many wrong passwords an address is refused for a while, whether or not anyone has it."""

    email = models.CharField(_("e-mail address"), max_length=254)
    locked_at = models.DateTimeField(default=timezone.now, editable=False)
    locked_until = models.DateTimeField()
    unlocked_at = models.DateTimeField(null=True)
    unlocked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("lock-out")
        verbose_name_plural = _("lock-outs")
        indexes = [models.Index(fields=["email", "-locked_until"], name="lockout_of_address")]

    def __str__(self) -> str:
        return self.email


@pghistory.track()
class IdentityProvider(models.Model):
    """A directory that vouches for people of its e-mail domains; its client and secret lie in the social app.

    It signs in people who are known here. `creates_people` lets it make them too, with `default_role`.
    """

    app = models.OneToOneField("socialaccount.SocialApp", models.PROTECT, related_name="+", editable=False)
    is_active = models.BooleanField(_("in use"), default=True)
    proves_second_factor = models.BooleanField(
        _("asks for a second factor itself"),
        default=False,
        help_text=_("Then nobody who comes through it has to set up another one here."),
    )
    creates_people = models.BooleanField(
        _("creates unknown people"),
        default=False,
        help_text=_("Off: only people who are known here, or provisioned by SCIM, can sign in."),
    )
    default_role = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("role of new people")
    )

    class Meta:
        verbose_name = _("identity provider")
        verbose_name_plural = _("identity providers")
        ordering = ["app__name"]

    def __str__(self) -> str:
        return self.app.name


@pghistory.track()
class EmailDomain(models.Model):
    """A domain for whose addresses one provider vouches, and nobody else."""

    provider = models.ForeignKey(IdentityProvider, models.CASCADE, related_name="domains")
    domain = models.CharField(
        _("domain"),
        max_length=253,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", _("Write it in lower case, as in harborview.example.")
            )
        ],
    )
    is_enforced = models.BooleanField(
        _("passwords refused"),
        default=False,
        help_text=_("People of this domain sign in through the provider only."),
    )

    class Meta:
        verbose_name = _("e-mail domain")
        verbose_name_plural = _("e-mail domains")
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain


@pghistory.track()
class ClaimRule(models.Model):
    """Whoever has this value in this claim of the provider gets the role, or is put into the team."""

    provider = models.ForeignKey(IdentityProvider, models.CASCADE, related_name="claim_rules")
    claim = models.CharField(
        _("claim"),
        max_length=200,
        default="groups",
        help_text=_("As the provider names it, such as groups; parts of a path with dots between."),
    )
    value = models.CharField(_("value"), max_length=200, help_text=_("One group, by its name or id."))
    role = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("gives the role")
    )
    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("or puts into the team")
    )

    class Meta:
        verbose_name = _("rule for claims")
        verbose_name_plural = _("rules for claims")
        ordering = ["claim", "value", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "claim", "value", "role", "team"],
                name="claim_rule_once",
                nulls_distinct=False,
                violation_error_message=_("There is this rule already."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__isnull=True) ^ models.Q(team__isnull=True),
                name="claim_rule_role_or_team",
                violation_error_message=_("Choose a role or a team, one of the two."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} = {self.value}: {self.gives}"

    @property
    def gives(self) -> str:
        """The role or team in words."""
        return _("role %s") % self.role if self.role else _("team %s") % self.team


class ClaimGrant(models.Model):
    """A role or team that a person has through claims, and why; it goes when the claim goes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claim_grants")
    provider = models.ForeignKey(IdentityProvider, models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+")
    reason = models.CharField(_("why"), max_length=300)
    given_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("grant by claims")
        verbose_name_plural = _("grants by claims")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "provider", "role", "team"], name="claim_grant_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.reason
