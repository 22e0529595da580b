"""Every decision of the routing rules is in the automation log, for who may see the record."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.access.models import Role
from legalops.access.services import assign_role
from legalops.automation.models import AutomationRun
from legalops.automation.services import KEEP, purge
from legalops.kernel import clock
from legalops.requests.models import Request
from legalops.workflows import registry
from legalops.workflows.models import RoutingRule
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db
LIST = "admin:automation_automationrun_changelist"


def rule(name, position, **given):
    return RoutingRule.objects.create(record_type="request", name=name, position=position, **given)


@pytest.fixture
def routed(workflow, cast, ask, monkeypatch):
    """A request that the second rule gave to Otto, since Maya is away."""
    monkeypatch.setattr(registry, "_absence", [lambda people, on: {cast["maya"].pk: "away until 4 December"}])
    urgent = [{"field": "type", "operator": "is", "value": "question"}]
    rule("Questions", 1, person=cast["grace"], conditions=urgent)
    everyone = rule("Attorneys", 2, role=Role.objects.get(code="attorney"))
    return ask(cast["rosa"]), everyone


def page_of(console, run):
    return console.get(reverse("admin:automation_automationrun_change", args=[run.pk])).content.decode()


def test_a_decision_says_which_rule_why_and_who_was_skipped(console, cast, routed):
    request, everyone = routed
    run = AutomationRun.objects.get(kind="routing")
    assert (run.record_id, run.rule_id, run.outcome) == (request.pk, everyone.pk, "done")
    assert run.effect.startswith("Given to Otto Attorney.")
    body = page_of(console, run)
    assert "✗ Request type is Question" in body
    assert "Maya Attorney: skipped, away until 4 December" in body
    assert request.title not in body, "who configures sees the number of the request alone"


def test_nobody_found_is_logged_though_the_action_is_undone_and_can_be_run_again(
    console, cast, workflow, ask, everyone_to
):
    gone = everyone_to(make_person("attorney", name="Gone", is_active=False))
    request = ask(cast["rosa"])
    run = AutomationRun.objects.get(kind="routing")
    assert (run.outcome, run.rule_id) == ("failed", None)
    assert "Gone: skipped, no longer works here" in page_of(console, run)
    gone.person = cast["maya"]
    gone.save()
    again = reverse("admin:automation_automationrun_again_here", args=[run.pk])
    assert console.post(again).status_code == 302
    run.refresh_from_db()
    request.refresh_from_db()
    assert (run.outcome, run.attempts, request.assignee) == ("done", 2, cast["maya"])


def test_the_list_is_narrowed_by_record_rule_kind_and_outcome(console, routed):
    request, everyone = routed

    def names(**query):
        rows = console.get(reverse(LIST), query).context["cl"].result_list
        return [run.kind for run in rows]

    assert "routing" in names(record_type="request", record_id=request.pk)
    assert names(record_type="request", record_id=request.pk + 1) == []
    assert names(rule=f"routing:{everyone.pk}") == ["routing"]
    assert names(kind__exact="routing", outcome__exact="failed") == []
    where = reverse("admin:workflows_routingrule_log_of_rule", args=[everyone.pk])
    assert console.get(where)["Location"].endswith(f"?rule=routing%3A{everyone.pk}")


def test_runs_about_a_restricted_matter_are_for_those_who_see_it(console, admin):
    matter = make_matter(restricted=True)
    run = AutomationRun.objects.create(
        kind="routing", record_type="matter", record_id=matter.pk, subject_type="matters.matter",
        outcome="done", effect="Given to Maya", ran_at=clock.now(),
    )  # fmt: skip
    assert list(console.get(reverse(LIST)).context["cl"].result_list) == []
    change = reverse("admin:automation_automationrun_change", args=[run.pk])
    assert console.get(change).status_code in (302, 404)
    again = reverse("admin:automation_automationrun_again_here", args=[run.pk])
    assert console.post(again).status_code == 404


def test_only_people_who_configure_read_the_log(client, routed):
    for code in ("attorney", "requester"):
        client.force_login(make_person(code))
        assert client.get(reverse(LIST)).status_code in (302, 403, 404)


def test_the_record_leads_to_its_log_for_who_configures(client, cast, routed):
    request, _rule = routed
    page = reverse("requests:request", args=[request.number])
    client.force_login(cast["otto"])
    assert "Automation log" not in client.get(page).content.decode()
    cast["otto"].is_staff = True
    cast["otto"].save()
    assign_role(cast["otto"], "administrator")
    body = client.get(page).content.decode()
    assert f"record_type=request&amp;record_id={request.pk}" in body
    assert request.title in page_of(client, AutomationRun.objects.get(kind="routing"))


def test_runs_about_a_restricted_request_are_for_those_on_it(console, routed):
    request, _rule = routed
    Request.objects.filter(pk=request.pk).update(restricted=True)
    assert list(console.get(reverse(LIST)).context["cl"].result_list) == []


def test_the_list_asks_as_often_for_one_run_as_for_fifty(console, routed):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            console.get(reverse(LIST))
        return len(queries)

    asked()
    few = asked()
    run = AutomationRun.objects.get(kind="routing")
    rows = [
        AutomationRun(
            kind="routing", record_type="request", record_id=run.record_id, subject_type=run.subject_type,
            outcome="done", ran_at=clock.now(), ran_by=run.ran_by,
        )
        for _n in range(50)
    ]  # fmt: skip
    AutomationRun.objects.bulk_create(rows)
    assert asked() == few


def test_runs_are_forgotten_after_a_year(routed):
    AutomationRun.objects.update(ran_at=clock.now() - KEEP - timedelta(days=1))
    run = AutomationRun.objects.latest("pk")
    AutomationRun.objects.filter(pk=run.pk).update(ran_at=clock.now())
    assert purge() >= 1
    assert list(AutomationRun.objects.all()) == [run]
