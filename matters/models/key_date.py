"""Key dates: who keeps them, from which rule they follow, and who has verified them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legalops.files.models import File
from legalops.kernel.errors import DomainError
from legalops.reference.models import Court
from matters.enums import DateAsk, DateKind, DateOutcome, RootCause
from matters.models.matter import Matter
from matters.querysets import KeyDateMoveQuerySet, KeyDateQuerySet


def known_zone(name: str) -> None:
    """Refuse zones nobody knows."""
    if name and name not in available_timezones():
        raise ValidationError(_("There is no such time zone. Write it as Europe/Berlin."))


def _person(label: str, **more: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=label, **more
    )


class KeyDate(models.Model):
    """A date that matters, with an owner and a backup (features 2.12).

    `follows` and `basis` say from which other date it is worked out, and how; `overridden` that somebody set
    it by hand against the rule. A critical date counts as verified only by a second person (2.15).
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="key_dates")
    name = models.CharField(_("what"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=DateKind.choices, default=DateKind.OTHER)
    date = models.DateField(_("date"))
    time = models.TimeField(_("time"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=50, blank=True, validators=[known_zone])
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="key_dates")
    backup = _person(_("backup"), related_name="backup_key_dates")
    critical = models.BooleanField(_("critical"), default=False)
    court = models.ForeignKey(Court, models.PROTECT, null=True, blank=True, verbose_name=_("court"))
    jurisdiction = models.CharField(_("jurisdiction"), max_length=120, blank=True)
    source = models.ForeignKey(
        File, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("source document")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    # Kept for ever: what was first entered, whatever it moved to since.
    original_date = models.DateField(_("original date"), null=True, editable=False)
    entered_by = _person(_("entered by"), editable=False, related_name="+")
    verified_by = _person(_("verified by"), editable=False, related_name="+")
    verified_at = models.DateTimeField(_("verified"), null=True, editable=False)
    asked = models.CharField(
        _("asked for"), max_length=12, choices=DateAsk.choices, blank=True, editable=False
    )
    asked_by = _person(_("asked by"), editable=False, related_name="+")
    asked_reason = models.CharField(max_length=1000, blank=True, editable=False)

    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers", verbose_name=_("follows")
    )
    basis = models.JSONField(_("basis"), null=True, blank=True, encoder=DjangoJSONEncoder, editable=False)
    overridden = models.BooleanField(_("set by hand"), default=False, editable=False)

    done_at = models.DateTimeField(_("done"), null=True, blank=True, editable=False)
    done_by = _person(_("done by"), editable=False, related_name="+")
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=DateOutcome.choices, blank=True, editable=False
    )
    evidence = models.CharField(_("evidence"), max_length=1000, blank=True, editable=False)
    root_cause = models.CharField(
        _("why it was late"), max_length=10, choices=RootCause.choices, blank=True, editable=False
    )

    objects = KeyDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("key date")
        verbose_name_plural = _("key dates")
        ordering = ["date"]
        indexes = [
            models.Index(fields=["matter", "done_at", "date"], name="key_date_next"),
            models.Index(fields=["date"], condition=Q(done_at=None), name="key_date_open"),
            models.Index(
                fields=["date"], condition=Q(done_at=None, critical=True, verified_at=None),
                name="key_date_to_verify",
            ),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by=None) | Q(entered_by=None) | ~Q(verified_by=F("entered_by")),
                name="key_date_two_people",
                violation_error_message=_("Whoever entered a critical date cannot verify it."),
            ),
            models.CheckConstraint(
                condition=Q(backup=None) | ~Q(backup=F("owner")),
                name="key_date_backup_is_another",
                violation_error_message=_("The backup has to be somebody else than the owner."),
            ),
            models.CheckConstraint(
                condition=Q(follows=None, basis__isnull=True) | Q(follows__isnull=False, basis__isnull=False),
                name="key_date_follows_by_terms",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"

    def save(self, *args: object, **kwargs: object) -> None:
        """The first date stays the original one."""
        if self.original_date is None:
            self.original_date = self.date
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Nobody deletes a critical date alone, not by undoing an import either. Raises DomainError."""
        if self.critical:
            message = _("A critical date is called off by two people, not deleted.")
            raise DomainError("key_date.two_people", str(message))
        return super().delete(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be kept."""
        return self.done_at is None

    @property
    def to_verify(self) -> bool:
        """Whether a second person has to look at it."""
        return self.critical and self.verified_at is None and self.done_at is None

    @property
    def moved(self) -> bool:
        """Whether it is no longer what it was first."""
        return self.original_date is not None and self.original_date != self.date

    @property
    def why(self) -> list[str]:
        """The steps in words by which it was worked out."""
        return (self.basis or {}).get("why", [])

    def due_at(self, zone: str) -> datetime:
        """The instant by which it has to be kept: its time, or the end of its day, in its own zone.

        `zone` is used where the date names none.
        """
        return datetime.combine(self.date, self.time or time(23, 59, 59), ZoneInfo(self.zone or zone))


class KeyDateMove(models.Model):
    """A change of a key date's day: from, to, who, why. Rows are only added."""

    key_date = models.ForeignKey(KeyDate, models.CASCADE, related_name="moves")
    before = models.DateField(_("from"))
    after = models.DateField(_("to"))
    reason = models.TextField(_("reason"), blank=True)
    caused_by = models.ForeignKey(KeyDate, models.SET_NULL, null=True, related_name="+")
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(_("moved"))

    objects = KeyDateMoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("move of a key date")
        verbose_name_plural = _("moves of key dates")
        ordering = ["-moved_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def by_days(self) -> int:
        """How many days later; negative when earlier."""
        return _days(self.before, self.after)


def _days(before: date, after: date) -> int:
    return (after - before).days
