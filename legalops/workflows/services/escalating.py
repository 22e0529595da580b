"""When a promise is at risk or broken: people are told, and the work may go to someone else."""

from typing import Any

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.kernel import records
from legalops.notifications.services import notify
from legalops.workflows import registry
from legalops.workflows.models import Clock, Escalation
from legalops.workflows.selectors.people import people_of
from legalops.workflows.selectors.routing import least_loaded_in_role


def escalate(record: Any, row: Clock, moment: str, *, actor: User) -> None:
    """Every escalation of the policy for this moment, inside the transaction that notes it."""
    for step in row.policy.escalations.filter(moment=moment).select_related("reassign_to"):
        told = people_of(step.who, record, row.run.record_type)
        _tell(record, row, moment, told, actor)
        given = _reassign(record, row, step, actor)
        after = {
            "moment": moment,
            "told": ", ".join(str(person) for person in told) or "",
            "given_to": str(given or ""),
        }
        note(record, "workflows.clock.escalated", actor=actor, after=after)


def _tell(record: Any, row: Clock, moment: str, people: list[User], actor: User) -> None:
    kind = records.type_of(record)
    breached = moment == "breached"

    def title() -> str:
        words = _("%(what)s is overdue: %(record)s") if breached else _("%(what)s is due soon: %(record)s")
        return words % {"what": row.get_kind_display(), "record": kind.title(record)}

    notify(
        f"workflows.sla_{moment}",
        recipients=people,
        subject=record,
        title=title,
        url=kind.address(record),
        actor=actor,
        key=f"sla:{row.pk}:{moment}",
    )


def _reassign(record: Any, row: Clock, step: Escalation, actor: User) -> User | None:
    host = registry.host_of(row.run.record_type)
    if step.reassign_to is None or host.assign is None:
        return None
    person = least_loaded_in_role(step.reassign_to.code, record, row.run.record_type)
    if person is not None:
        host.assign(record, person=person, team=None, actor=actor, why=_("SLA %s") % moment_words(step))
    return person


def moment_words(step: Escalation) -> str:
    """The moment in words, within a sentence."""
    return str(step.get_moment_display()).lower()
