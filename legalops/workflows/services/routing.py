"""Giving a record to somebody by the routing rules."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.workflows import registry
from legalops.workflows.selectors.routing import Routing, routing_for
from legalops.workflows.services.decisions import log_decision


class NobodyFound(DomainError):
    """No rule gave the record to anybody; `routing` says what each said."""

    def __init__(self, routing: Routing) -> None:
        message = _("No routing rule gives it to anybody who is here. Add a last rule without conditions.")
        super().__init__("routing.nobody", message)
        self.routing = routing


@transaction.atomic
def route(record: Any, *, actor: User) -> Routing:
    """Give the record to whom the first rule that holds names. Who has it already keeps it.

    The decision is logged. Raises NobodyFound when no rule gives it to anybody: whoever catches it outside
    the transaction logs that decision (`log_decision`).
    """
    host = registry.host_of(records.type_of(record).code)
    if host.assign is None:
        raise DomainError("routing.not_assignable", _("Records of this type are not given to people."))
    if host.assignee_of is not None and host.assignee_of(record) is not None:
        return Routing()
    routing = routing_for(record, locked=True)
    chosen = routing.chosen
    if chosen is None:
        raise NobodyFound(routing)
    host.assign(record, person=chosen.person, team=chosen.team, actor=actor, why=chosen.rule.name)
    if chosen.person is not None:
        chosen.rule.last_given_to = chosen.person
        chosen.rule.save(update_fields=["last_given_to"])
    given = {"to": str(chosen.person or chosen.team), "rule": chosen.rule.name, "why": chosen.why}
    note(record, "workflows.record.routed", actor=actor, after=given)
    log_decision(record, routing, actor=actor)
    return routing
