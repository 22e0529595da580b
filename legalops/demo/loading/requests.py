"""Requests of the last weeks: NDAs with two approvals, routing, service levels, every stage in use."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from legalops.access.models import Role
from legalops.accounts.models import User
from legalops.approvals.selectors import latest_request
from legalops.approvals.services import decide
from legalops.approvals.services.policies import define
from legalops.calendars.arithmetic import WorkingTime
from legalops.calendars.selectors import default_calendar, working_time
from legalops.demo.loading.world import World
from legalops.kernel import clock
from legalops.requests.models import Request, RequestType
from legalops.requests.services.asking import submit
from legalops.workflows.machine import Action, Definition
from legalops.workflows.models import DocumentTemplate, Escalation, RoutingRule, SlaPolicy, TaskTemplate
from legalops.workflows.services import move
from legalops.workflows.services.authoring import make_workflow, publish
from legalops.workflows.services.clocks import note_times, runs_to_note
from legalops.workflows.services.tasks import set_ticked
from legalops.workflows.shipped import contract_review, nda_by_policy

_CHECKS = ("Counterparty checked", "Our template used")
# Stand for whoever routing gave it to, and for a colleague of theirs.
_HANDLER, _COLLEAGUE = "handler", "colleague"
# Stands for a decision on the approval that was asked for.
_DECIDE = "decide"
_CORPORATE = ("marcus.langford", "daphne.quayle")
_MANAGER, _ROSA, _SAMIR = "elena.sandoval", "rosa.ibarra", "samir.youssef"
_QUESTION = "Which of our sites will they see, and do they share anything themselves?"
_TAKE = (2, "take-on", _HANDLER, "")
_SUBMIT = (5, "submit", _HANDLER, "")
_APPROVE = (4, _DECIDE, _COLLEAGUE, "")
_APPROVE_GC = (6, _DECIDE, "grace.hartwell", "")
_GO_ON = (1, "approved", _HANDLER, "")
_SIGNED = (3, "signed", _HANDLER, "")
_ASK = (3, "ask", _HANDLER, _QUESTION)
_DECLINE = (1, "decline", _HANDLER, "Not needed")
_TAKE_QUESTION = (3, "take-on", _MANAGER, "")
_FINISH = (8, "finish", _MANAGER, "")
# Type, title, who asks, business days ago, moves: (business hours later, move, who, reason).
_STORIES = (
    (
        "nda", "NDA with Solenta for the packaging pilot", _ROSA, 14,
        (_TAKE, _SUBMIT, _APPROVE, _APPROVE_GC, _GO_ON, _SIGNED),
    ),
    ("nda", "NDA with Kestrelle, two-way", _ROSA, 4, (_TAKE, _SUBMIT, _APPROVE, _APPROVE_GC, _GO_ON)),
    ("nda", "NDA for the Tidemark trial", _ROSA, 3, (_TAKE, _SUBMIT, _APPROVE)),
    ("nda", "NDA with Ondara Labs", _SAMIR, 3, (_TAKE, _SUBMIT)),
    ("nda", "NDA with a freight broker", _ROSA, 5, (_TAKE, _ASK)),
    ("nda", "NDA with Brightwell before the plant visit", _ROSA, 2, (_TAKE,)),
    ("nda", "NDA with Calvera", "priya.goswami", 1, ()),
    ("nda", "NDA for a conference", _ROSA, 8, (_TAKE, _DECLINE)),
    ("contract-review", "Reseller agreement, Verada", _ROSA, 6, ()),
    ("question", "May we name a customer in a press release?", _ROSA, 1, ()),
    ("question", "Which retention period for supplier invoices?", _SAMIR, 4, (_TAKE_QUESTION,)),
    ("question", "Can a trainee sign purchase orders?", _ROSA, 10, (_TAKE_QUESTION, _FINISH)),
)  # fmt: skip
_NDA_TEXT = """# Mutual non-disclosure agreement
Our number {{ number }}, drafted on {{ today }} for {{ requester }}.
## 1. Purpose
{{ description }}
## 2. Confidential information
Each party keeps what the other discloses for this purpose to itself and to those who need it.
## 3. Term
- Two years from the last signature
- Needed by **{{ needed_by }}**
"""


def make_requests(world: World) -> int:
    """Configure by the administrator's hand, then let people ask and work; how many requests there are."""
    admin = world.people["noah.birkett"]
    with clock.frozen(world.now - timedelta(days=40)):
        _configure(world, admin)
    hours = working_time(default_calendar())
    for story in sorted(_STORIES, key=lambda each: -each[3]):
        _live(world, hours, *story)
    with clock.frozen(world.now):
        for run_id in runs_to_note():
            note_times(run_id, actor=world.people["elena.sandoval"])
    return len(_STORIES)


def _configure(world: World, admin) -> None:
    _approve_ndas(world, admin)
    template = TaskTemplate.objects.create(code="nda-signing", name="Signing an NDA")
    template.items.create(position=1, title="Send for signature", due_days=1)
    template.items.create(position=2, title="File the signed copy", due_days=3)
    DocumentTemplate.objects.create(
        code="nda-draft", name="NDA draft", record_type="request", folder="Drafts", body=_NDA_TEXT,
        file_name="NDA {{ number }} {{ title }}",
    )  # fmt: skip
    for name, sub_type, definition in (
        ("NDA requests", "nda", _nda_with_tasks()),
        ("Contract reviews", "contract-review", contract_review()),
    ):
        workflow = make_workflow(
            name=name, record_type="request", sub_type=sub_type, definition=definition, actor=admin
        )
        publish(workflow, actor=admin)
    _route(world)
    _promise()


def _approve_ndas(world: World, admin: User) -> None:
    """A corporate attorney first, then the general counsel."""
    corporate = [world.people[key].pk for key in _CORPORATE]
    define(
        "nda-requests",
        name="NDA requests",
        record_type="request",
        position=10,
        conditions=[{"field": "type", "operator": "is", "value": "nda"}],
        steps=[
            {"position": 1, "who": "people", "people": corporate, "mode": "any", "due_after": 2},
            {"position": 2, "who": "role", "role": "general_counsel", "mode": "any", "due_after": 2},
        ],
        within_authority=False,
        actor=admin,
    )


def _nda_with_tasks() -> Definition:
    """The shipped NDA workflow, with a first draft when drafting begins and tasks while it is signed."""
    definition = nda_by_policy()
    done = {
        "drafting": (Action("create_document", {"template": "nda-draft"}),),
        "signing": (Action("apply_tasks", {"template": "nda-signing"}),),
    }
    stages = (replace(each, actions=done.get(each.code, each.actions)) for each in definition.stages)
    return replace(definition, stages=tuple(stages))


def _route(world: World) -> None:
    contracts = [{"field": "type", "operator": "in", "value": ["nda", "contract-review"]}]
    corporate = world.teams["corporate"]
    attorney = Role.objects.get(code="attorney")
    RequestType.objects.filter(code="contract-review").update(team=corporate)
    rules = (
        (
            "NDAs and contracts to corporate counsel",
            contracts,
            {"role": attorney, "team": world.teams["corporate"]},
        ),
        ("Everything else to legal operations", [], {"role": Role.objects.get(code="legal_ops_manager")}),
    )
    for place, (name, conditions, to) in enumerate(rules, 1):
        RoutingRule.objects.create(
            record_type="request", position=place * 10, name=name, conditions=conditions, **to
        )


def _promise() -> None:
    for_ndas = [{"field": "type", "operator": "is", "value": "nda"}]
    response = SlaPolicy.objects.create(
        name="First response within 4 hours", record_type="request", kind="response", hours=4
    )
    ndas = SlaPolicy.objects.create(
        name="NDAs within 3 days", record_type="request", kind="resolution", hours=24, conditions=for_ndas
    )
    others = SlaPolicy.objects.create(
        name="Requests within 5 days", record_type="request", kind="resolution", hours=40, position=20
    )
    manager = Role.objects.get(code="legal_ops_manager").code
    for policy in (response, ndas, others):
        Escalation.objects.create(policy=policy, moment="at_risk", who="is:assignee")
        Escalation.objects.create(policy=policy, moment="breached", who=f"role:{manager}")


def _live(world: World, hours: WorkingTime, kind: str, title: str, who: str, days: int, moves: tuple) -> None:
    zone = ZoneInfo(settings.REPORTING_TIME_ZONE)
    day = hours.add_days(world.plan.as_of, -days)
    at = datetime.combine(day, time(9, 30), zone)
    with clock.frozen(min(at, world.now)):
        request = submit(
            request_type=RequestType.objects.get(code=kind),
            title=title,
            description=f"{title}. Please get back to me with what you need.",
            needed_by=hours.add_days(day, 8),
            actor=world.people[who],
        )
    for later, code, actor, reason in moves:
        at = hours.add(at, timedelta(hours=later))
        if at > world.now:
            break
        with clock.frozen(at):
            _move(world, request, code, actor, reason)


def _move(world: World, request: Request, code: str, actor: str, reason: str) -> None:
    request.refresh_from_db()
    person = _actor(world, request, actor)
    if code == "submit":
        for item in _CHECKS:
            set_ticked(request, item, True, actor=person)
    if code == _DECIDE:
        decide(latest_request(request), actor=person, decision="approve")
    else:
        move(request, code, actor=person, reason=reason)


def _actor(world: World, request: Request, key: str) -> User:
    if key == _HANDLER:
        assert request.assignee is not None, "the demo's routing rules give every request to somebody"
        return request.assignee
    if key == _COLLEAGUE:
        return next(world.people[each] for each in _CORPORATE if world.people[each] != request.assignee)
    return world.people[key]
