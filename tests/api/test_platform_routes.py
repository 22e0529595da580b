"""What a program does as a person does on screens: approve, ask legal, move, import, tell other systems."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from billing.services.approvals import submit_for_approval
from legalops.api.models import KeptAnswer
from legalops.api.services import issue_token
from legalops.approvals.models import Request as Approval
from legalops.audit.models import AuditEvent
from legalops.calendars.models import BusinessCalendar
from legalops.kernel import clock
from legalops.notifications.models import ReminderRule, WebhookEndpoint
from legalops.workflows.models import RoutingRule, SlaPolicy
from matters.models import EthicalWall
from tests.factories import make_firm, make_invoice, make_matter, make_person, make_request, make_team

pytestmark = pytest.mark.django_db
API = "/api/v1/"
JSON = "application/json"


def as_(person) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(person)
    return client


@pytest.fixture
def asked():
    """An invoice that waits for its matter's lead."""
    lead, firm = make_person("attorney", name="Ana", limit=100_000), make_firm()
    invoice = make_invoice(firm, make_matter(lead=lead, firms=(firm,)), 1000)
    submit_for_approval(invoice, actor=make_person("ebilling_specialist"))
    return lead, Approval.objects.get()


def test_the_inbox_and_a_decision(asked):
    lead, approval = asked
    client = as_(lead)
    page = client.get(f"{API}approvals/?waiting=true").json()["results"]
    assert [row["id"] for row in page] == [approval.pk]
    assert page[0]["steps"][0]["asks"][0]["person"] == lead.email
    shown = client.get(f"{API}approvals/{approval.pk}/").json()
    decision = {"comment": "As agreed", "record_version": shown["record_version"]}
    stale = decision | {"record_version": shown["record_version"] + 1}
    assert client.post(f"{API}approvals/{approval.pk}/approve/", stale, JSON).status_code == 409
    done = client.post(f"{API}approvals/{approval.pk}/approve/", decision, JSON)
    assert (done.status_code, done.json()["state"]) == (200, "approved")
    assert client.get(f"{API}approvals/?waiting=true").json()["results"] == []


def test_steering_a_request_for_approval(asked):
    lead, approval = asked
    client, other = as_(lead), make_person("general_counsel", name="Cy", limit=100_000)
    address = f"{API}approvals/{approval.pk}/"
    assert client.post(f"{address}hold/", {}, JSON).json()["field"] == "reason"
    assert client.post(f"{address}hold/", {"reason": "Waits"}, JSON).json()["state"] == "on_hold"
    assert client.post(f"{address}resume/", {}, JSON).json()["state"] == "open"
    ask = approval.asks.get()
    given = {"ask": ask.pk, "person": other.email, "reason": "On leave"}
    steps = client.post(f"{address}reassign/", given, JSON).json()["steps"]
    assert [one["person"] for step in steps for one in step["asks"]] == [other.email]
    assert client.post(f"{address}reassign/", given | {"ask": ask.pk + 9999}, JSON).status_code == 404


def test_delegations_are_made_and_ended_by_their_person():
    person, other = make_person("attorney"), make_person("attorney")
    client, today = as_(person), clock.today()
    given = {"stand_in": other.email, "starts": str(today), "until": str(today + timedelta(3))}
    made = client.post(f"{API}delegations/", given, JSON)
    assert (made.status_code, made.json()["person"]) == (201, person.email)
    wrong = client.post(f"{API}delegations/", given | {"kinds": ["cheese"]}, JSON)
    assert wrong.json()["field"] == "kinds"
    assert as_(make_person("attorney")).get(f"{API}delegations/").json()["results"] == []
    ended = client.post(f"{API}delegations/{made.json()['id']}/end/", {}, JSON)
    assert ended.json()["ended_at"]


def test_asking_legal_and_answering_by_the_workflow():
    requester, attorney = make_person("requester"), make_person("paralegal")
    asks, works = as_(requester), as_(attorney)
    given = {"request_type": "question", "title": "May we?", "description": "Please"}
    made = asks.post(f"{API}requests/", given, JSON)
    number = made.json()["number"]
    assert made.status_code == 201
    assert asks.post(f"{API}requests/{number}/assign/", {"person": attorney.email}, JSON).status_code == 403
    moves = works.get(f"{API}requests/{number}/moves/")
    if moves.status_code == 200:
        codes = {move["code"]: move for move in moves.json()}
        assert codes["take-on"]["allowed"]
        moved = works.post(f"{API}requests/{number}/move/", {"move": "take-on"}, JSON)
        assert moved.status_code == 200
    passages = asks.get(f"{API}requests/{number}/passages/").json()["results"]
    assert passages[-1]["to_stage"]
    no_move = works.post(f"{API}requests/{number}/move/", {"move": "fly"}, JSON)
    assert no_move.status_code in (404, 409)


def test_who_gives_a_request_away_may_lose_sight_of_it():
    attorney, other = make_person("attorney"), make_person("attorney")
    one = make_request(make_person("requester"), assignee=attorney)
    answer = as_(attorney).post(f"{API}requests/{one.number}/assign/", {"person": other.email}, JSON)
    assert answer.status_code in (200, 204)
    one.refresh_from_db()
    assert one.assignee == other


def test_an_import_is_uploaded_and_its_columns_named():
    client = as_(make_person("legal_ops_manager"))
    file = SimpleUploadedFile("firms.csv", b"Vendor code,Name\nnewfirm,New LLP\n")
    made = client.post(f"{API}imports/", {"kind": "firms", "file": file})
    assert made.status_code == 201
    address = f"{API}imports/{made.json()['id']}/"
    assert client.get(f"{address}sample/").json()["rows"] == [["newfirm", "New LLP"]]
    wrong = client.post(f"{address}columns/", {"mapping": {"colour": 0}}, JSON)
    assert wrong.json()["field"] == "mapping"
    settled = client.post(f"{address}columns/", {"mapping": made.json()["mapping"]}, JSON)
    assert settled.json()["state"] == "checking"
    assert as_(make_person("administrator")).get(address).status_code == 404


def test_secrets_of_webhooks_are_shown_once_and_chat_addresses_never():
    admin = make_person("administrator")
    client = as_(admin)
    given = {"name": "Chat", "url": "https://example.com/services/T0/secretpath", "shape": "slack"}
    given |= {"events": ["api.token.issued"], "owner": admin.email}
    headers = {"Idempotency-Key": "hook-1"}
    made = client.post(f"{API}webhooks/", given, JSON, headers=headers)
    assert (made.status_code, made.json()["secret_set"]) == (201, True)
    assert "secretpath" not in made.content.decode()
    assert "secretpath" not in str(list(KeptAnswer.objects.values_list("body", flat=True)))
    hook, tag = WebhookEndpoint.objects.get(), made["ETag"]
    address = f"{API}webhooks/{hook.pk}/"
    change = {"url": made.json()["url"], "is_active": False}
    changed = client.patch(address, change, JSON, headers={"If-Match": tag})
    assert changed.status_code == 200
    hook.refresh_from_db()
    assert (hook.url, hook.is_active) == (given["url"], False)
    assert client.post(f"{address}renew-secret/", {}, JSON).json()["secret"].startswith("whsec_")
    sent = client.post(f"{address}test/", {}, JSON)
    assert sent.status_code == 201
    again = client.post(f"{API}webhook-deliveries/{sent.json()['id']}/replay/", {}, JSON)
    assert again.status_code == 409


def test_reminder_rules_name_people_by_address():
    admin = make_person("administrator")
    client = as_(admin)
    given = {"name": "Hearing", "record_type": "key_date", "date_field": "date", "ladder": [7, 1]}
    given |= {"recipients": [f"person:{admin.email}"], "title": "{record}: {when}"}
    made = client.post(f"{API}reminder-rules/", given, JSON)
    assert made.status_code == 201, made.content
    assert ReminderRule.objects.get(name="Hearing").recipients == [f"person:{admin.pk}"]
    assert made.json()["recipients"] == given["recipients"]
    nobody = client.post(f"{API}reminder-rules/", given | {"recipients": ["person:x@example.com"]}, JSON)
    assert (nobody.status_code, nobody.json()["field"]) == (422, "recipients")
    taken = client.post(f"{API}reminder-rules/", given, JSON)
    assert (taken.status_code, taken.json()["field"]) == (422, "name")
    assert client.get(f"{API}reminder-rules/{made.json()['id']}/preview/").json()["total"] == 0


def test_preferences_and_quiet_hours_are_the_callers_own():
    client = as_(make_person("attorney"))
    kinds = client.get(f"{API}notifications/preferences/").json()
    chosen = {"kind": kinds[0]["kind"], "email": "never"}
    after = client.patch(f"{API}notifications/preferences/", chosen, JSON).json()
    assert after[0]["email"] == "never"
    assert after[0]["in_app"] == kinds[0]["in_app"]
    hours = client.patch(f"{API}notifications/schedule/", {"quiet_from": "22:00"}, JSON)
    assert hours.status_code == 422


def test_calendars_and_their_days():
    client = as_(make_person("administrator"))
    made = client.post(f"{API}calendars/", {"code": "berlin", "name": "B", "zone": "Europe/Berlin"}, JSON)
    assert made.status_code == 201
    day = {"date": "2026-12-24", "name": "Closure", "hours": ""}
    days = client.post(f"{API}calendars/berlin/days/", {"days": [day]}, JSON)
    assert days.json()["days"] == [day]
    late = client.post(f"{API}calendars/berlin/days/", {"days": [day | {"hours": "9-5"}]}, JSON)
    assert late.status_code in (400, 422)
    office = BusinessCalendar.objects.get(is_default=True).code
    refused = client.patch(f"{API}calendars/{office}/", {"is_default": False}, JSON)
    assert (refused.status_code, refused.json()["field"]) == (422, "is_default")
    assert client.patch(f"{API}calendars/berlin/", {"is_default": True}, JSON).status_code == 200
    assert BusinessCalendar.objects.get(is_default=True).code == "berlin"
    assert AuditEvent.objects.filter(action="calendars.calendar.changed").count() == 2


def test_people_are_invited_and_given_roles():
    client = as_(make_person("administrator"))
    given = {"email": "new@example.com", "full_name": "New Person", "roles": ["attorney"], "teams": []}
    made = client.post(f"{API}people/", given, JSON)
    assert (made.status_code, made.json()["roles"], made.json()["state"]) == (201, ["attorney"], "invited")
    address = f"{API}people/{made.json()['id']}/"
    after = client.post(f"{address}access/", {"roles": ["paralegal"], "teams": []}, JSON)
    assert after.json()["roles"] == ["paralegal"]
    left = client.post(f"{address}leave/", {"successors": {}}, JSON)
    assert left.json()["state"] == "left"


def test_a_wall_is_raised_and_lifted():
    counsel, screened = make_person("general_counsel"), make_person("attorney")
    matter = make_matter()
    client = as_(counsel)
    given = {"matter": matter.number, "people": [screened.email], "reason": "Conflict"}
    made = client.post(f"{API}walls/", given, JSON)
    assert (made.status_code, made.json()["screened"]) == (201, [screened.email])
    lifted = client.post(f"{API}walls/{made.json()['id']}/lift/", {"reason": "Over"}, JSON)
    assert lifted.json()["lifted_at"]
    assert EthicalWall.objects.get().lifted_at


def test_a_workflow_is_read_drafted_and_published():
    client = as_(make_person("administrator"))
    code = client.get(f"{API}workflows/?record_type=request").json()["results"][0]["code"]
    version = client.get(f"{API}workflow-versions/?workflow__code={code}&state=published").json()["results"][
        0
    ]
    definition = version["definition"]
    definition["stages"][0]["name"] = "Just in"
    assert client.post(f"{API}workflows/{code}/draft/", definition, JSON).json()["draft"] == 2
    assert client.post(f"{API}workflows/{code}/publish/", {}, JSON).json()["published"] == 2
    broken = {"stages": definition["stages"][:1], "transitions": definition["transitions"]}
    client.post(f"{API}workflows/{code}/draft/", broken, JSON)
    refused = client.post(f"{API}workflows/{code}/publish/", {}, JSON)
    assert refused.status_code == 422
    auditor = as_(make_person("auditor"))
    assert auditor.post(f"{API}workflows/{code}/publish/", {}, JSON).status_code == 403


def test_a_token_needs_the_scope_of_the_area(asked):
    lead, approval = asked
    ending = clock.now() + timedelta(days=1)
    _token, text = issue_token(lead, name="t", scopes=["approvals:read"], expires_at=ending, actor=lead)
    client, headers = Client(), {"Authorization": f"Bearer {text}"}
    assert client.get(f"{API}approvals/", headers=headers).status_code == 200
    address = f"{API}approvals/{approval.pk}/approve/"
    assert client.post(address, {}, JSON, headers=headers).status_code == 403
    assert client.get(f"{API}requests/", headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["approvals/", "requests/", "notifications/", "teams/", "people/"])
def test_lists_ask_no_more_for_many_rows(path):
    manager = make_person("legal_ops_manager", "administrator")
    client, counted = as_(manager), []
    for rows in (1, 6):
        for _ in range(rows):
            firm = make_firm()
            lead = make_person("attorney", limit=100_000)
            submit_for_approval(
                make_invoice(firm, make_matter(lead=lead, firms=(firm,)), 1000),
                actor=make_person("ebilling_specialist"),
            )
            make_request(make_person("requester"), assignee=lead)
        client.get(f"{API}{path}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{API}{path}")
        counted.append(len(queries))
    assert counted[0] == counted[1]


class TestRoutingRules:
    URGENT = {"field": "title", "operator": "contains", "value": "urgent"}

    def test_a_rule_is_added_changed_and_removed(self):
        client, person = as_(make_person("administrator")), make_person("paralegal")
        given = {"record_type": "request", "name": "Urgent", "person": person.email, "position": 3}
        made = client.post(f"{API}routing-rules/", given | {"conditions": [self.URGENT]}, JSON)
        assert made.status_code == 201, made.json()
        shown = made.json()
        assert (shown["person"], shown["conditions"], shown["is_active"]) == (
            person.email,
            [self.URGENT],
            True,
        )
        address = f"{API}routing-rules/{shown['id']}/"
        again = client.patch(address, {"conditions": shown["conditions"], "position": 9}, JSON)
        assert (again.status_code, again.json()["position"]) == (200, 9)
        twin = client.post(f"{API}routing-rules/", given, JSON).json()
        assert twin["id"] != shown["id"]
        team = make_team(name="Desk")
        handed = {"person": None, "team": team.name, "choosing": "team_only"}
        assert client.patch(address, handed, JSON).json()["team"] == "Desk"
        assert client.delete(address).status_code == 204
        assert not RoutingRule.objects.filter(pk=shown["id"]).exists()
        told = AuditEvent.objects.filter(subject_id=shown["id"], action__startswith="configuration.item.")
        assert [event.action.rpartition(".")[2] for event in told.order_by("id")] == [
            "added",
            "changed",
            "changed",
            "removed",
        ]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"person": None}, "person"),
            ({"role": "attorney"}, "person"),
            ({"person": None, "role": "attorney", "choosing": "team_only"}, "team"),
            ({"record_type": "cheese"}, "record_type"),
            ({"record_type": "matter"}, "record_type"),
            ({"conditions": [{"field": "cheese", "operator": "is", "value": "1"}]}, "conditions"),
            ({"conditions": [{"any": []}]}, "conditions"),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field(self, change, field):
        client, person = as_(make_person("administrator")), make_person("paralegal")
        rule = RoutingRule.objects.create(record_type="request", name="R", person=person)
        refused = client.patch(f"{API}routing-rules/{rule.pk}/", change, JSON)
        assert (refused.status_code, refused.json()["field"]) == (422, field)
        whole = {"record_type": "request", "name": "N", "person": person.email} | change
        assert client.post(f"{API}routing-rules/", whole, JSON).status_code == 422
        assert RoutingRule.objects.count() == 1

    @pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
    def test_text_that_cannot_be_kept_is_refused(self, text):
        client, person = as_(make_person("administrator")), make_person("paralegal")
        given = {"record_type": "request", "name": "N", "person": person.email}
        given["conditions"] = [self.URGENT | {"value": text}]
        refused = client.post(f"{API}routing-rules/", json.dumps(given), JSON)
        assert (refused.status_code, refused.json()["field"]) == (400, "conditions.0.value")

    def test_a_rule_whose_field_is_gone_is_still_switched_off(self):
        broken = [{"field": "gone", "operator": "is", "value": "1"}]
        person = make_person("paralegal")
        rule = RoutingRule.objects.create(record_type="request", name="R", person=person, conditions=broken)
        address = f"{API}routing-rules/{rule.pk}/"
        off = as_(make_person("administrator")).patch(address, {"is_active": False}, JSON)
        assert (off.status_code, off.json()["is_active"]) == (200, False)

    def test_auditors_read_and_only_administrators_write(self):
        client, person = as_(make_person("auditor")), make_person("paralegal")
        rule = RoutingRule.objects.create(record_type="request", name="R", person=person)
        address = f"{API}routing-rules/{rule.pk}/"
        assert client.get(address).status_code == 200
        assert client.patch(address, {"position": 1}, JSON).status_code == 403
        assert client.delete(address).status_code == 403
        assert client.post(f"{API}routing-rules/", {"name": "N"}, JSON).status_code == 403


class TestServiceLevels:
    def test_a_level_is_added_and_its_escalations_replaced(self):
        client = as_(make_person("administrator"))
        step = {"moment": "at_risk", "who": "is:assignee", "reassign_to": None}
        given = {"record_type": "request", "name": "Fast", "hours": "4.5", "escalations": [step]}
        made = client.post(f"{API}sla-policies/", given, JSON)
        assert made.status_code == 201, made.json()
        assert (made.json()["hours"], made.json()["escalations"]) == ("4.50", [step])
        address = f"{API}sla-policies/{made.json()['id']}/"
        assert client.patch(address, {"at_risk_share": 50}, JSON).json()["escalations"] == [step]
        broken = {"moment": "breached", "who": "role:attorney", "reassign_to": "attorney"}
        office = BusinessCalendar.objects.get(is_default=True).code
        changed = client.patch(address, {"escalations": [broken], "calendar": office}, JSON)
        assert (changed.json()["escalations"], changed.json()["calendar"]) == ([broken], office)
        assert client.patch(address, {"escalations": []}, JSON).json()["escalations"] == []
        assert client.delete(address).status_code == 405

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"hours": "0"}, "hours"),
            ({"at_risk_share": 100}, "at_risk_share"),
            ({"record_type": "invoice"}, "record_type"),
            ({"escalations": [{"moment": "at_risk", "who": "cheese"}]}, "escalations"),
            ({"conditions": [{"field": "cheese", "operator": "is", "value": "1"}]}, "conditions"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_kept(self, change, field):
        client = as_(make_person("administrator"))
        before = SlaPolicy.objects.count()
        given = {"record_type": "request", "name": "Fast", "hours": "4"} | change
        refused = client.post(f"{API}sla-policies/", given, JSON)
        assert refused.status_code in (400, 422)
        named = refused.json().get("field") or next(iter(refused.json().get("fields", refused.json())))
        assert named == field, refused.json()
        assert SlaPolicy.objects.count() == before
