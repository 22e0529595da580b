"""A request for approval, its steps, and the people whom each step asked."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.approvals.enums import LIVE, AskState, RequestState, StepMode
from legalops.approvals.models.policy import PolicyVersion
from legalops.approvals.querysets import OfRequestQuerySet, RequestQuerySet

_PERSON = settings.AUTH_USER_MODEL


class Request(models.Model):
    """Someone asked for the approval of a record; `amount` is what it was about then, in base currency."""

    record_type = models.CharField(_("kind of record"), max_length=40)
    record_id = models.BigIntegerField(_("record"))
    title = models.CharField(_("title"), max_length=200)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, null=True, related_name="requests")
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.OPEN)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2, null=True)
    facts = models.JSONField(_("facts"), default=dict, encoder=DjangoJSONEncoder)
    why = models.TextField(_("why this policy"), blank=True)
    note = models.TextField(_("note"), blank=True)
    asked_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="approvals_asked")
    asked_at = models.DateTimeField(_("asked"))
    decided_at = models.DateTimeField(_("decided"), null=True)
    held_at = models.DateTimeField(_("on hold since"), null=True)
    held_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    held_why = models.TextField(_("why on hold"), blank=True)
    problem = models.TextField(_("problem"), blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for approval")
        verbose_name_plural = _("requests for approval")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_id", "round"], name="approval_round_once"),
            models.UniqueConstraint(
                fields=["record_type", "record_id"],
                condition=Q(state__in=LIVE),
                name="one_open_request_per_record",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="approval_asked_by"),
            models.Index(fields=["state"], condition=Q(state__in=LIVE), name="approval_live"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Whether somebody still has to decide."""
        return self.state in LIVE


class Step(models.Model):
    """People asked at the same time; `needed` of them have to approve. Equal positions run in parallel.

    `rule` is the number of the policy's step, 0 for one that authority demanded, null for an added approver.
    """

    request = models.ForeignKey(Request, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(_("step"), max_length=120)
    mode = models.CharField(_("how many"), max_length=5, choices=StepMode)
    needed = models.PositiveSmallIntegerField(_("needed"))
    rule = models.PositiveSmallIntegerField(null=True)

    objects = OfRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of a request")
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(needed__gte=1), name="approval_step_needs_someone")]

    def __str__(self) -> str:
        return self.label


class Ask(models.Model):
    """One person asked by a step, why, and what they said.

    `decided_by` is who pressed the button: the person, or whoever decided for them that day.
    """

    request = models.ForeignKey(Request, models.CASCADE, related_name="asks")
    step = models.ForeignKey(Step, models.CASCADE, related_name="asks")
    person = models.ForeignKey(_PERSON, models.PROTECT, related_name="approval_asks")
    why = models.CharField(_("why this person"), max_length=400)
    state = models.CharField(_("state"), max_length=10, choices=AskState, default=AskState.WAITING)
    asked_at = models.DateTimeField(_("asked"), null=True)
    due_at = models.DateTimeField(_("due"), null=True)
    escalates_at = models.DateTimeField(_("escalates"), null=True)
    decided_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="approval_decisions")
    decided_at = models.DateTimeField(_("decided"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    authority = models.DecimalField(_("authority then"), max_digits=18, decimal_places=2, null=True)
    replaces = models.ForeignKey("self", models.CASCADE, null=True, related_name="replaced_by")
    reminded_at = models.DateTimeField(_("reminded"), null=True)

    objects = OfRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("approver asked")
        verbose_name_plural = _("approvers asked")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "person"],
                condition=~Q(state="reassigned"),
                name="approver_once_per_step",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "rejected", "sent_back"))
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="approval_decision_has_its_decider",
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(state="pending"), name="approval_inbox_of"),
            models.Index(fields=["decided_by", "-decided_at"], name="approval_decided_by"),
            models.Index(
                fields=["escalates_at"],
                condition=Q(state="pending", escalates_at__isnull=False),
                name="approval_escalations",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"
