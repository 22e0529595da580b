"""An invoice from review to payment by a program; break-glass, authority limits and teams too."""

from datetime import timedelta

import pytest

from billing.models import ApExport
from billing.services.approvals import approve, submit_for_approval
from legalops.access.models import AuthorityLimit
from legalops.access.services import authority_of
from legalops.accounts.models import Team
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.workflows.models import RoutingRule
from matters.models import BreakGlassGrant
from tests.api.test_platform_routes import API, JSON, as_
from tests.billing.scenes import make_scene
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene(1000, 500)


def post(client, address, given, **headers):
    return client.post(f"{API}{address}/", given, JSON, **headers)


def test_a_line_is_reduced_each_way_and_taken_back(scene):
    client, line = as_(scene.reviewer), scene.lines[0]
    at, given = f"invoices/{scene.invoice.pk}", {"line": line.pk, "reason": "excessive"}
    for way, taken in (({"amount": "100.25"}, "100.2500"), ({"percent": "12.5"}, "125.0000")):
        answer = post(client, f"{at}/reduce", given | way)
        assert (answer.status_code, answer.json()["reduction_net"]) == (200, taken)
    rate = line.unit_cost / 2
    answer = post(client, f"{at}/reduce", given | {"new_unit_cost": str(rate)})
    assert answer.json()["reduction_net"] == "500.0000"
    standing = scene.invoice.adjustments.get(undone_at=None)
    back = post(client, f"{at}/take-back", {"adjustment": standing.pk})
    assert back.json()["approved_amount"] != answer.json()["approved_amount"]
    assert post(client, f"{at}/restore", {"line": line.pk}).json()["reduction_net"] == "0.0000"


def test_a_reduction_says_what_is_wrong_with_it(scene):
    client, line = as_(scene.reviewer), scene.lines[0]
    at, given = f"invoices/{scene.invoice.pk}/reduce", {"line": line.pk, "reason": "excessive"}
    assert "amount, percent" in str(post(client, at, given).json())
    assert "amount, percent" in str(post(client, at, given | {"amount": "1", "percent": "1"}).json())
    wrong = post(client, at, given | {"line": line.pk + 10_000, "amount": "1"})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "line")
    assert post(client, at, given | {"amount": "1000.01"}).status_code in (400, 422)
    stale = post(client, at, given | {"amount": "5", "seen": "1"})
    assert stale.status_code == 409
    assert scene.fresh().reduction_net == 0


def test_the_whole_is_reduced_to_the_cent_and_once_for_a_key(scene):
    client, at = as_(scene.reviewer), f"invoices/{scene.invoice.pk}/reduce-all"
    given = {"percent": "3.33", "reason": "excessive"}
    for _ in range(2):
        done = post(client, at, given, headers={"idempotency-key": "once"})
        assert done.json()["reduction_net"] == "49.9500"
    assert sum(line.reduction for line in scene.lines) == scene.fresh().reduction_net
    assert post(client, at, given | {"amount": "1"}).status_code == 400


def test_from_review_to_payment(scene):
    reviewer, at = as_(scene.reviewer), f"invoices/{scene.invoice.pk}"
    stale = post(reviewer, f"{at}/submit-for-approval", {"version": scene.invoice.version + 5})
    assert stale.status_code == 409
    assert post(reviewer, f"{at}/submit-for-approval", {}).json()["state"] == "pending_approval"
    assert post(reviewer, f"{at}/recall", {"reason": "One more look"}).json()["state"] == "in_review"
    submit_for_approval(scene.fresh(), actor=scene.reviewer)
    approve(scene.fresh(), actor=scene.lead)
    pays = as_(make_person("finance"))
    made = post(pays, "ap-exports", {})
    assert (made.status_code, made.json()["invoice_count"]) == (201, 1)
    assert post(pays, "ap-exports", {}).json()["code"] == "export.nothing"
    items = pays.get(f"{API}ap-exports/{made.json()['id']}/items/").json()["results"]
    assert [(one["number"], one["amount"], one["currency"]) for one in items] == [
        (scene.invoice.number, "1500.00", "USD")
    ]
    file = b"".join(pays.get(f"{API}ap-exports/{made.json()['id']}/download/"))
    assert scene.invoice.number.encode() in file
    assert AuditEvent.objects.filter(action="billing.export.downloaded").count() == 1
    paid = post(pays, f"{at}/pay", {"paid_on": str(clock.today()), "reference": "W-1"})
    assert (paid.json()["state"], paid.json()["payment_reference"]) == ("paid", "W-1")
    assert ApExport.objects.count() == 1


def test_glass_is_broken_read_through_and_mended():
    hidden = make_matter(restricted=True, name="Canary")
    counsel = make_person("general_counsel")
    client, given = as_(counsel), {"number": hidden.number, "reason": "Dawn raid", "hours": 4}
    assert post(as_(make_person("attorney")), "break-glass", given).status_code == 403
    assert client.get(f"{API}matters/{hidden.number}/").status_code == 404
    assert post(client, "break-glass", given | {"hours": 5}).status_code == 400
    made = post(client, "break-glass", given)
    assert (made.status_code, made.json()["matter"]) == (201, hidden.number)
    assert client.get(f"{API}matters/{hidden.number}/").status_code == 200
    ended = post(client, f"break-glass/{made.json()['id']}/end", {})
    assert ended.json()["ended_at"]
    assert client.get(f"{API}matters/{hidden.number}/").status_code == 404
    assert BreakGlassGrant.objects.count() == 1


def test_a_limit_follows_the_one_before():
    administrator, person = make_person("administrator"), make_person("attorney")
    client, today = as_(administrator), clock.today()
    first = {"person": person.email, "amount": "1000.00", "valid_from": str(today - timedelta(30))}
    assert post(client, "authority-limits", first).status_code == 201
    later = first | {"amount": "2500.00", "valid_from": str(today)}
    assert post(client, "authority-limits", later).status_code == 201
    assert authority_of(person) == 2500
    assert authority_of(person, on=today - timedelta(1)) == 1000
    assert post(client, "authority-limits", later | {"kind": "cheese"}).status_code in (400, 404, 422)
    assert post(client, "authority-limits", later).status_code == 400
    last = AuthorityLimit.objects.get(valid_until=None)
    early = post(client, f"authority-limits/{last.pk}/end", {"valid_until": str(today)})
    assert early.json()["field"] == "valid_until"
    ended = post(client, f"authority-limits/{last.pk}/end", {"valid_until": str(today + timedelta(1))})
    assert ended.json()["valid_until"] == str(today + timedelta(1))
    assert post(as_(make_person("auditor")), "authority-limits", later).status_code == 403


def test_a_team_is_made_renamed_and_filled():
    client, person = as_(make_person("administrator")), make_person("attorney")
    made = post(client, "teams", {"name": "Trade", "members": [person.email]})
    assert (made.status_code, made.json()["members"]) == (201, [person.email])
    assert post(client, "teams", {"name": " trade "}).json()["field"] == "name"
    team = Team.objects.get(name="Trade")
    changed = client.patch(f"{API}teams/{team.pk}/", {"name": "Customs"}, JSON)
    assert changed.json() | {"id": 0} == {"id": 0, "name": "Customs", "members": [person.email]}
    client.patch(f"{API}teams/{team.pk}/", {"members": []}, JSON)
    assert not team.members.exists()
    events = AuditEvent.objects.filter(action__startswith="governance.team.").values_list("action", flat=True)
    assert sorted(events) == ["governance.team.changed", "governance.team.changed", "governance.team.made"]
    assert post(as_(person), "teams", {"name": "Mine"}).status_code == 403


def test_a_limit_that_ends_before_it_begins_is_refused_by_every_door():
    admin, person = make_person("administrator", is_staff=True), make_person("attorney")
    client, backward = as_(admin), {"valid_from": "2030-01-02", "valid_until": "2030-01-01"}
    refused = post(client, "authority-limits", {"person": person.email, "amount": "5"} | backward)
    assert refused.status_code in (400, 422)
    given = {"user": person.pk, "amount": "5", "kind": "", **backward}
    page = client.post("/admin/access/authoritylimit/add/", given).content.decode()
    assert "The limit must end after it begins" in page
    assert not person.authority_limits.exists()


def test_routing_and_service_levels_are_read():
    client, person = as_(make_person("administrator")), make_person("paralegal")
    RoutingRule.objects.create(record_type="request", name="All to Pia", person=person)
    rows = client.get(f"{API}routing-rules/?record_type=request").json()["results"]
    assert person.email in [row["person"] for row in rows]
    levels = client.get(f"{API}sla-policies/").json()["results"]
    assert all(level["hours"] for level in levels)
