"""Users and teams."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.kernel import languages, notations, zones


class UserManager(BaseUserManager["User"]):
    """Makes users; the e-mail address is the log-in."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Create a person who can sign in; without a password the account cannot be used yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Create an administrator of the console."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        """Look a person up by e-mail address, whatever its case."""
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person, or a named system actor such as the LEDES intake."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("full name"), max_length=150)
    job_title = models.CharField(_("job title"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the administration console"), default=False)
    is_system = models.BooleanField(_("system actor"), default=False, editable=False)
    time_zone = models.CharField(
        _("time zone"), max_length=60, blank=True, validators=[zones.known_zone], editable=False
    )
    language = models.CharField(
        _("language"), max_length=10, blank=True, validators=[languages.known_language], editable=False
    )
    notation = models.CharField(
        _("numbers and dates"),
        max_length=10,
        blank=True,
        validators=[notations.known_notation],
        editable=False,
    )
    # Some break-glass grant may still stand until then (the grants themselves decide): kept on the row that
    # every request reads, so that whoever has none pays nothing for the question.
    glass_until = models.DateTimeField(null=True, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_any_case",
                violation_error_message=_("A person with this e-mail address exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        """Name as shown."""
        return self.full_name

    def get_short_name(self) -> str:
        """First word of the name."""
        return self.full_name.split(" ")[0] if self.full_name else self.email

    @property
    def zone(self) -> str:
        """Name of the zone in which the person sees clock times: their own, else the department's."""
        return zones.name_or_department(self.time_zone)

    @property
    def initials(self) -> str:
        """At most two letters, for an avatar."""
        words = self.full_name.split() or [self.email]
        return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


class Team(models.Model):
    """A practice group or function; its members share the matters assigned to it."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    members = models.ManyToManyField(User, related_name="teams", blank=True, verbose_name=_("members"))

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
