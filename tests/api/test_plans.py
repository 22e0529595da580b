"""Plans through the API: all that the plan tab does, with its refusals and walls."""

import pytest
from rest_framework.test import APIClient

from matters.models import NextAction, PlanTask, Replan
from tests.factories import make_matter, make_person, raise_wall
from tests.factories.plans import make_plan_task

pytestmark = pytest.mark.django_db


def client_of(person) -> APIClient:
    client = APIClient()
    client.force_login(person)
    return client


@pytest.fixture
def matter():
    return make_matter()


@pytest.fixture
def api(matter):
    return client_of(matter.lead)


def test_a_matter_is_planned_from_a_template_then_moved_blocked_and_baselined(matter, api):
    made = api.post(
        "/api/v1/plans/",
        {"matter": matter.number, "template": "commercial-litigation", "starts_on": "2026-03-02"},
        format="json",
    )
    assert made.status_code == 201, made.content
    assert made.json()["template"] == "commercial-litigation"
    listed = api.get("/api/v1/plan-tasks/", {"matter__number": matter.number}).json()["results"]
    assert len(listed) == 18
    facts = PlanTask.objects.get(template_key="facts")
    address = f"/api/v1/plan-tasks/{facts.pk}/"
    move = {"to": "2026-03-16", "version": made.json()["version"]}
    look = api.post(f"{address}preview/", move, format="json").json()
    assert any(shift["title"] == "Early case assessment" for shift in look["shifts"])
    assert not Replan.objects.exists()
    unexplained = api.post(f"{address}move/", move, format="json")
    assert unexplained.status_code == 422
    done = api.post(f"{address}move/", move | {"reason": "court"}, format="json")
    assert done.status_code == 200, done.content
    assert done.json()["starts_on"] == "2026-03-16"
    late = api.post(f"{address}move/", move | {"reason": "court"}, format="json")
    assert late.status_code == 409
    blocked = api.post(f"{address}block/", {"kind": "court", "note": "Order"}, format="json")
    assert blocked.json()["state"] == "blocked"
    assert api.post(f"{address}unblock/", {}, format="json").json()["state"] == "planned"
    kept = {"matter": matter.number, "name": "As agreed", "reason": "Kick-off"}
    baseline = api.post("/api/v1/plan-baselines/", kept, format="json").json()
    shown = api.get(f"/api/v1/plan-baselines/{baseline['id']}/").json()
    assert len(shown["rows"]) == 18
    assert api.get("/api/v1/replans/", {"reason": "court"}).json()["results"]


def test_a_task_is_added_after_another_and_a_ring_is_refused(matter, api):
    first = make_plan_task(matter, "First")
    data = {
        "matter": matter.number, "title": "Second", "phase": "L200", "days": 3,
        "owner": matter.lead.email, "waits_for": [{"task": first.pk}],
    }  # fmt: skip
    made = api.post("/api/v1/plan-tasks/", data, format="json")
    assert made.status_code == 201, made.content
    assert made.json()["starts_on"] == "2026-03-09"
    ring = {"waits_for": [{"task": made.json()["id"]}]}
    refused = api.post(f"/api/v1/plan-tasks/{first.pk}/waits/", ring, format="json")
    assert refused.status_code == 422
    assert "wait for one another" in refused.content.decode()
    changed = api.patch(f"/api/v1/plan-tasks/{first.pk}/", {"title": "Renamed"}, format="json")
    assert changed.json()["title"] == "Renamed"


def test_the_next_action_is_said_and_done(matter, api):
    row = make_plan_task(matter, "First")
    said = api.post("/api/v1/next-actions/", {"matter": matter.number, "task": row.task_id}, format="json")
    assert said.status_code == 201, said.content
    words = {"matter": matter.number, "what": "Call", "owner": matter.lead.email, "due_on": "2026-12-01"}
    own = api.post("/api/v1/next-actions/", words, format="json").json()
    api.post(f"/api/v1/next-actions/{own['id']}/done/", {}, format="json")
    assert NextAction.objects.get(ended_at=None).what == "First"
    assert api.post("/api/v1/next-actions/", {"matter": matter.number}, format="json").status_code == 422


def test_behind_a_wall_nothing_is_there_and_auditors_only_read(matter):
    row = make_plan_task(matter)
    screened, auditor = make_person("legal_project_manager"), make_person("auditor")
    raise_wall(matter, screened)
    client = client_of(screened)
    for route in ("plans", "plan-tasks", "replans", "plan-baselines", "next-actions"):
        assert client.get(f"/api/v1/{route}/").json()["results"] == []
    assert client.get(f"/api/v1/plan-tasks/{row.pk}/").status_code == 404
    new = {"matter": matter.number}
    assert client.post("/api/v1/plans/", new, format="json").status_code == 400
    reading = client_of(auditor)
    assert reading.get(f"/api/v1/plan-tasks/{row.pk}/").status_code == 200
    assert reading.post(f"/api/v1/plan-tasks/{row.pk}/begin/", {}, format="json").status_code == 403
