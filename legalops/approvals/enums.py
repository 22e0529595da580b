"""States and kinds of approvals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """A request from asking to its outcome."""

    OPEN = "open", _("Open")
    ON_HOLD = "on_hold", _("On hold")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SENT_BACK = "sent_back", _("Sent back")
    RECALLED = "recalled", _("Recalled")


# States in which somebody still has to decide.
LIVE = (RequestState.OPEN, RequestState.ON_HOLD)


class AskState(models.TextChoices):
    """What became of asking one person."""

    WAITING = "waiting", _("Not yet due")
    PENDING = "pending", _("Pending")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SENT_BACK = "sent_back", _("Sent back")
    REASSIGNED = "reassigned", _("Reassigned")
    NOT_NEEDED = "not_needed", _("No longer needed")
    CANCELLED = "cancelled", _("Cancelled")


UNDECIDED = (AskState.WAITING, AskState.PENDING)


class Decision(models.TextChoices):
    """What an approver may say."""

    APPROVE = "approve", _("Approve")
    REJECT = "reject", _("Reject")
    SEND_BACK = "send_back", _("Send back")


class StepMode(models.TextChoices):
    """How many of a step's people have to approve."""

    ONE = "one", _("The first of them who can be asked")
    ANY = "any", _("Any of them")
    ALL = "all", _("All of them")
    N_OF = "n_of", _("A number of them")


class Who(models.TextChoices):
    """How a policy step names its people."""

    PEOPLE = "people", _("Named people")
    ROLE = "role", _("Everyone with a role")
    TEAM = "team", _("Everyone of a team")
    RELATION = "relation", _("By their part in the record")
    AUTHORITY = "authority", _("The nearest with sufficient authority")
