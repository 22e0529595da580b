"""One record of everything that a URL can name, for each kind of matter."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse

from billing.models import AccountMapping, ApExport, Submission, Upload
from legalops.access.models import AuthorityLimit
from legalops.accounts.models import Team, User
from legalops.api.services import issue_token, make_service_account
from legalops.approvals.links import token_for
from legalops.approvals.models import Absence, Ask, Delegation, Policy, Request, Step
from legalops.audit.services import record
from legalops.calendars.models import BusinessCalendar
from legalops.documents.services.storing import store
from legalops.documents.sniffing import TEXT
from legalops.exports.models import FullExport
from legalops.fields.models import FieldDefinition, FieldEntry
from legalops.fields.services.defining import save_definition
from legalops.files.services.adding import add_file
from legalops.imports.models import Import
from legalops.imports.services.receiving import receive
from legalops.kernel import clock
from legalops.lists.models import BulkRun, SavedView
from legalops.lists.services.deleting import delete_view
from legalops.lists.services.saving import save_view
from legalops.lists.services.starting import enter_values
from legalops.notifications.kinds import REMINDER
from legalops.notifications.models import Notification, ReminderRule, WebhookEndpoint
from legalops.notifications.services.choosing import unsubscribe_token
from legalops.notifications.services.feeds import renew_feed
from legalops.notifications.services.hooking.endpoints import save_endpoint
from legalops.notifications.services.hooking.replaying import send_test
from legalops.reference.models import Court, Department, LedgerAccount, TaxCode
from legalops.requests.models import Request as LegalRequest
from legalops.workflows.models import RoutingRule, Run, SlaPolicy, Workflow
from matters.models import BreakGlassGrant, EthicalWall, KeyDate, Matter, MatterMember, PlanEscalation
from matters.services.next_actions import set_next_action
from matters.services.planning import Blocking, block_task, take_baseline
from tests.access.records_of_log import arguments_of_log
from tests.access.records_of_parties import arguments_of_parties
from tests.factories import (
    make_adjustment,
    make_budget,
    make_centre,
    make_code,
    make_entity,
    make_finding,
    make_firm,
    make_person,
    make_rate,
    make_request,
    make_timekeeper,
)
from tests.factories.plans import make_plan_task, moved
from tests.personas import World
from vendors.models import Firm, Office

KINDS = {
    "open": "open_matter",
    "restricted": "restricted_matter",
    "walled": "walled_matter",
    "foreign": "foreign_matter",
}
# What some pages need to be told in the address.
QUERIES = {
    "billing:map_matter": "?firm={firm}&client=X-1",
    "billing:map_person": "?firm={firm}&code=NOBODY",
    "billing:add_person": "?firm={firm}&code=NOBODY",
    "billing:dismiss": "?of_rule=G42",
    "styleguide_peek": "?row=1",
}
# What some actions need to be told.
POSTED = {
    "requests:tick": {"item": "Read it", "done": "1"},
    "billing:accept": {"of_rule": "G42"},
    "billing:dismiss": {"of_rule": "G42"},
    "billing:reopen": {"of_rule": "G42"},
    "approvals:approve_many": {"selected": "1", "confirmed": "1"},
    "lists:start_change": {"change": "matters.team", "selected": "1"},
    "billing:write_note": {"audience": "internal", "body": "A note"},
}
_CHANGE_ROUTES = tuple(
    f"lists:{name}" for name in ("change", "change_progress", "change_apply", "change_again", "change_undo")
)
# A part of the route's name to the record its pk names; the more telling part first.
OWN_KEYS = (
    "matters:plan_chased", "matters:plan_escalation", "matters:plan_",
    "vendors:member", "date", "wall", "member", "release", "staff", "glass",
)  # fmt: skip

FILE_PAGES = ("file", "download", "picture", "version", "replace", "change", "remove")

# Part of an endpoint's name to the record its last part names.
API_KEYS = {
    "matter-types": "matter_type",
    "stages": "stage",
    "matter-members": "member",
    "key-dates": "date",
    "rule-packs": "rule_pack",
    "budgets": "budget",
    "engagements": "release",
    "plans": "plan",
    "plan-tasks": "matters:plan_",
    "plan-baselines": "plan_baseline",
    "replans": "replan",
    "next-actions": "next_action",
    "timekeepers": "timekeeper",
    "rates": "rate",
    "invoices": "invoice",
    "metrics": "metric",
    "events": "event",
    "approvals": "request",
    "approval-policies": "policy_code",
    "delegations": "approvals:end_delegation",
    "absences": "approvals:end_absence",
    "requests": "request_number",
    "request-types": "type_code",
    "workflow-tasks": "task",
    "walls": "wall",
    "offices": "office",
    "notifications": "notification",
    "reminder-rules": "reminder_rule",
    "webhooks": "webhook",
    "webhook-deliveries": "hook_delivery",
    "workflows": "workflow_code",
    "workflow-versions": "workflow_version",
    "imports": "import",
    "full-exports": "full_export",
    "calendars": "calendar_code",
    "teams": "team",
    "people": "person_id",
    "roles": "role_code",
    "files": "file",
    "saved-views": "saved_view",
    "custom-fields": "custom_field",
    "authority-limits": "limit",
    "break-glass": "ended_glass",
    "ap-exports": "export",
    "routing-rules": "routing_rule",
    "sla-policies": "sla_policy",
    "legal-entities": "entity",
    "departments": "department",
    "cost-centres": "centre",
    "ledger-accounts": "account",
    "tax-codes": "tax_code",
    "courts": "court",
    "account-mappings": "account_mapping",
    "contacts": "contact",
    "contact-relations": "relation",
    "parties": "party",
    "party-roles": "party_role",
    "conflict-checks": "conflict",
    "conflict-hits": "hit",
    "conflict-waivers": "waiver",
}
# How a page's name begins to the record its pk names.
BY_NAME = {
    "exports:": "full_export",
    "imports:": "import",
    "ledger:": "event",
    "notifications:": "notification",
    "requests:task": "task",
    "workflows:task": "task",
    "billing:export": "export",
    "lists:": "saved_view",
    "contacts:": "contact",
    "matters:conflict": "conflict",
    "matters:waiver_new": "conflict",
    "matters:waiver": "waiver",
    "matters:party": "party",
    "matters:note": "note",
}


@dataclass
class Records:
    """The arguments of each route for each kind of record."""

    world: World

    def __post_init__(self) -> None:
        self._custom_field()
        self.arguments = {kind: self._arguments(kind) for kind in KINDS}

    def url(self, name: str, converters: list[str], kind: str) -> str:
        """The address of a route for a kind of record."""
        given = self.arguments[kind]
        query = QUERIES.get(name, "").format(firm=self.world.firm.code)
        return reverse(name, kwargs={c: self._value(c, name, given) for c in converters}) + query

    def _value(self, converter: str, name: str, given: dict):
        if name.startswith("api:"):
            return given[_api_key(name, converter)]
        if name in ("tokens:revoke", "tokens:service_token"):
            return given[name]
        if name.startswith("fields:") and converter in ("record_type", "code"):
            return {"record_type": "invoice", "code": "gl_account"}[converter]
        if converter != "pk":
            return given.get(f"{name}:{converter}") or given[converter]
        for start, key in BY_NAME.items():
            if name.startswith(start):
                return given.get(name, given[key])
        if name.startswith("approvals:"):
            return given.get(name, given["request"])
        if name.startswith(("matters:", "vendors:")):
            return next((given[key] for key in OWN_KEYS if key in name), given["timekeeper"])
        return given["invoice"]

    def _arguments(self, kind: str) -> dict:
        matter: Matter = getattr(self.world, KINDS[kind])
        firm = self.world.rival if kind == "foreign" else self.world.firm
        uploader = self.world.people["rival_firm" if kind == "foreign" else "outside_counsel_biller"]
        return {
            "firm_id": firm.pk,
            "sub_type": "none",
            "accent": "1d56a5",
            "digest": "0" * 64,
            "code": firm.code,
            "vendors:member": uploader.firm_membership.pk,
            "timekeeper": make_timekeeper(firm).pk,
            "rate": make_rate(make_timekeeper(firm)).pk,
            "rule_pack": "us-frcp",
            "matters:date_rule_pack:code": "us-frcp",
            "custom_field": self.custom_field,
            "entry_id": FieldEntry.objects.get(definition=self.custom_field).pk,
            "metric": "spend",
            "dimension": "firm",
            "kind": "firms",
            "form": "csv",
            "import": self._import().pk,
            "full_export": self._full_export().pk,
            "office": Office.objects.create(firm=firm, name=kind, city="Boston").pk,
            "list_id": "matter-rows",
            "saved_view": self._saved_view().pk,
            "lists:restore_view": self._deleted_view().pk,
            **dict.fromkeys(_CHANGE_ROUTES, self._bulk_change(matter).pk),
            **self._of_administration(),
            **self._of_reference(kind),
            **self._of_accounts(),
            **self._of_notifications(matter),
            **self._of_request(kind),
            **self._of_matter(matter),
            **arguments_of_parties(matter, kind),
            **arguments_of_log(matter),
            **self._of_invoice(matter, firm, uploader),
        }

    def _of_administration(self) -> dict:
        admin = self.world.people["administrator"]
        number = WebhookEndpoint.objects.count()
        given = {"name": f"Hook {number}", "url": "https://example.com/in", "events": ["api.token.issued"]}
        hook = save_endpoint(WebhookEndpoint(), {**given, "owner": admin}, actor=admin)
        workflow = Workflow.objects.get(record_type="request", sub_type="")
        return {
            "policy_code": Policy.objects.earliest("pk").code,
            "reminder_rule": ReminderRule.objects.earliest("pk").pk,
            "webhook": hook.pk,
            "hook_delivery": send_test(hook, actor=admin).pk,
            "workflow_code": workflow.code,
            "workflow_version": workflow.versions.earliest("pk").pk,
            "calendar_code": BusinessCalendar.objects.get(is_default=True).code,
            "team": Team.objects.earliest("pk").pk,
            "role_code": "attorney",
            "limit": self._limit(number).pk,
            "routing_rule": RoutingRule.objects.create(
                record_type="request", name=f"Rule {number}", person=admin, is_active=False
            ).pk,
            "sla_policy": SlaPolicy.objects.create(
                record_type="request", name=f"Level {number}", hours=8, is_active=False
            ).pk,
        }

    def _of_reference(self, kind: str) -> dict:
        models = {"department": Department, "account": LedgerAccount, "tax_code": TaxCode, "court": Court}
        rows = {key: make_code(model, f"{key}.{kind}").pk for key, model in models.items()}
        account = LedgerAccount.objects.get(pk=rows["account"])
        mapping = AccountMapping.objects.create(account=account, code_set=kind)
        own = {"entity": make_entity(kind).pk, "centre": make_centre(kind).pk, "account_mapping": mapping.pk}
        return {**rows, **own}

    def _limit(self, number: int) -> AuthorityLimit:
        """Each in a year of its own, before any that counts today."""
        person, year = self.world.people["requester"], 1990 + number
        period = {"valid_from": date(year, 1, 1), "valid_until": date(year, 12, 31)}
        return AuthorityLimit.objects.create(user=person, amount=1, **period)

    def _custom_field(self) -> None:
        field = FieldDefinition(record_type="invoice", code="gl_account", label="GL account")
        self.custom_field = save_definition(field, actor=self.world.people["administrator"]).pk

    def _import(self) -> Import:
        file = SimpleUploadedFile("firms.csv", b"Vendor code,Name\ncanary-import,Canary LLP\n")
        return receive(file, kind="firms", actor=self.world.people["legal_ops_manager"])

    def _saved_view(self) -> SavedView:
        owner, number = self.world.people["attorney"], SavedView.objects.count()
        return save_view("matter-rows", f"My view {number}", {"show": ["all"]}, actor=owner)

    def _bulk_change(self, matter: Matter) -> BulkRun:
        run = BulkRun.objects.create(
            list_id="matter-rows", change="matters.business_unit", created_by=self.world.people["attorney"]
        )
        run.items.create(record_id=matter.pk, position=1)
        entered = QueryDict("value=Sales")
        return enter_values(run, entered, actor=self.world.people["attorney"])

    def _deleted_view(self) -> SavedView:
        view = self._saved_view()
        delete_view(view, actor=self.world.people["attorney"])
        return view

    def _full_export(self) -> FullExport:
        made = FullExport.objects.create(
            created_by=self.world.people["administrator"], made_at=clock.now(), size=4
        )
        made.path.parent.mkdir(parents=True, exist_ok=True)
        made.path.write_bytes(b"PK..")
        return made

    def _of_accounts(self) -> dict:
        attorney, admin = self.world.people["attorney"], self.world.people["administrator"]
        ending = clock.now() + timedelta(days=9)
        token, _text = issue_token(
            attorney, name="t", scopes=["matters:read"], expires_at=ending, actor=admin
        )
        system = make_service_account(name=f"System {token.pk}", roles=[], actor=admin)
        return {"tokens:revoke": token.pk, "tokens:service_token": system.pk}

    def _of_notifications(self, matter: Matter) -> dict:
        told = Notification.objects.create(
            kind=REMINDER,
            recipient=self.world.people["attorney"],
            subject_type="matters.matter",
            subject_id=matter.pk,
            subject_label=str(matter),
            title=f"{matter.name} is due",
            key=f"due:{matter.pk}",
        )
        nobody = make_person("requester")  # whose secrets open what shows nothing of any matter
        return {
            "notification": told.pk,
            "notifications:unsubscribe:token": unsubscribe_token(nobody, REMINDER),
            "calendar_feed:token": renew_feed(nobody),
        }

    def _of_request(self, kind: str) -> dict:
        people = self.world.people
        elsewhere = make_person("requester", name="asks elsewhere")
        requester = elsewhere if kind in ("foreign", "walled") else people["requester"]
        made = make_request(requester, assignee=people["attorney"] if requester != elsewhere else None)
        LegalRequest.objects.filter(pk=made.pk).update(restricted=kind == "restricted")
        task = Run.objects.get(record_type="request", record_id=made.pk).tasks.create(
            title="Read it", made_at=made.made_at
        )
        return {
            "request_number": made.number,
            "transition": "take-on",
            "type_code": made.request_type.code,
            "task": task.pk,
            "workflows:task_new": made.pk,
            "workflows:task_new:kind": "request",
        }

    def _of_matter(self, matter: Matter) -> dict:
        date = KeyDate.objects.create(matter=matter, name="Hearing", date="2026-12-01", owner=matter.lead)
        wall = matter.walls.first() or EthicalWall.objects.create(
            matter=matter, reason="r", raised_by=matter.lead
        )
        file = add_file(matter, BytesIO(b"Canary advice"), name="advice.txt", actor=matter.lead).version.file
        return {
            "file": file.reference,
            **{f"files:{page}:reference": file.reference for page in FILE_PAGES},
            "record_type": "matter",
            "record_id": matter.pk,
            "version_number": 1,
            "person_id": self.world.people["requester"].pk,
            "name": "User",
            "user_id": str(self.world.people["requester"].pk),
            "group_id": "1",
            "glass": _a_grant(matter).pk,
            "ended_glass": _an_ended_grant(matter, self.world.people["general_counsel"]).pk,
            "number": matter.number,
            "matter_id": matter.pk,
            "matter_type": matter.matter_type.code,
            "stage": matter.stage.code,
            "budget": make_budget(matter).pk,
            "event": record(matter, "matters.matter.edited", actor=matter.lead).pk,
            "date": date.pk,
            **_a_plan(matter),
            "wall": wall.pk,
            "member": MatterMember.objects.filter(matter=matter).latest("id").pk,
            "release": matter.engagements.first().pk,
            "staff": matter.staffed_timekeepers.create(timekeeper=make_timekeeper(make_firm())).pk,
        }

    def _of_invoice(self, matter: Matter, firm: Firm, uploader) -> dict:
        content = BytesIO(uuid.uuid4().hex.encode())
        document = store(content, name="f.txt", actor=uploader, max_bytes=100, allowed={TEXT})
        submission = Submission.objects.create(
            firm=firm, document=document, sha256=document.sha256, file_name="f.txt", uploaded_by=uploader
        )
        Upload.objects.create(reference=submission.batch, firm=firm, uploaded_by=uploader)
        invoice = matter.invoices.get()
        invoice.submission = submission
        invoice.save(update_fields=["submission"])
        line = invoice.lines.first()
        finding = make_finding(invoice, line)
        request, ask = self._asked(invoice, matter)
        export = ApExport.objects.create(document=document, made_by=matter.lead, invoice_count=0)
        return {
            "reference": submission.reference,
            "batch": submission.batch,
            "invoice": invoice.pk,
            "line": line.pk,
            "rule": finding.rule,
            "adjustment": make_adjustment(line, 1, actor=matter.lead).pk,
            "export": export.pk,
            "request": request.pk,
            "approvals:reassign": ask.pk,
            "approvals:remind": ask.pk,
            "token": token_for(ask, ask.person_id),
            **self._away(matter),
        }

    def _asked(self, invoice, matter: Matter) -> tuple[Request, Ask]:
        request = Request.objects.create(
            record_type="invoice", record_id=invoice.pk, title=invoice.number, asked_by=matter.lead,
            asked_at=clock.now(),
        )  # fmt: skip
        step = Step.objects.create(request=request, position=1, label="Step 1", mode="one", needed=1)
        ask = Ask.objects.create(
            request=request, step=step, person=make_person("attorney"), why="leads", state="pending",
            asked_at=clock.now(),
        )  # fmt: skip
        return request, ask

    def _away(self, matter: Matter) -> dict:
        days = {"starts": clock.today(), "person": make_person("attorney")}
        delegation = Delegation.objects.create(stand_in=matter.lead, made_by=matter.lead, **days)
        return {
            "approvals:end_delegation": delegation.pk,
            "approvals:end_absence": Absence.objects.create(**days).pk,
        }


def _api_key(name: str, converter: str) -> str:
    """The longest endpoint's name that the route's begins with says which record it names."""
    route = name.removeprefix("api:")
    fitting = [each for each in API_KEYS if route.startswith(f"{each}-")]
    return API_KEYS[max(fitting, key=len)] if fitting else converter


def _an_ended_grant(matter: Matter, person: User) -> BreakGlassGrant:
    """One that opens nothing any more."""
    since, until = clock.now() - timedelta(hours=2), clock.now() - timedelta(hours=1)
    return BreakGlassGrant.objects.create(
        matter=matter, user=person, reason="r", granted_at=since, expires_at=until, ended_at=until
    )


def _a_grant(matter: Matter) -> BreakGlassGrant:
    until = clock.now() + timedelta(hours=1)
    return BreakGlassGrant.objects.create(matter=matter, user=matter.lead, reason="r", expires_at=until)


def _a_plan(matter: Matter) -> dict:
    """A planned task with its block and its escalation."""
    row = make_plan_task(matter, "Canary task")
    block = block_task(row, Blocking("court"), actor=matter.lead)
    found = PlanEscalation.objects.create(
        plan_task=row, matter=matter, cause="blocked", raised_at=clock.now()
    )
    kept = take_baseline(matter, name="As agreed", reason="Kick-off", actor=matter.lead)
    moves = moved(row, date(2026, 3, 9))
    due = {"what": "Canary next", "owner": matter.lead, "due_on": date(2026, 3, 9)}
    return {
        "plan": row.plan_id,
        "plan_baseline": kept.pk,
        "replan": moves[0].pk,
        "next_action": set_next_action(matter, **due, actor=matter.lead).pk,
        "matters:plan_": row.pk,
        "matters:plan_chased": block.pk,
        "matters:plan_escalation": found.pk,
    }
