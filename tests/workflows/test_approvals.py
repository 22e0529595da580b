"""Two approvals within a workflow: asked for on the way in, waited for on the way out."""

from datetime import timedelta

import pytest
from django.test import Client

from legalops.approvals.models import Absence, Ask
from legalops.approvals.selectors import latest_request
from legalops.approvals.services import decide
from legalops.approvals.services.policies import define
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.requests.models import Request
from legalops.workflows import registry
from legalops.workflows.machine import Action, Definition
from legalops.workflows.models import ActionRun
from legalops.workflows.selectors.runs import moves_for
from legalops.workflows.services import move
from legalops.workflows.services.authoring import make_workflow, publish
from legalops.workflows.services.tasks import set_ticked
from legalops.workflows.shipped import nda_by_policy
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def with_approval() -> Definition:
    """The NDA template as it ships, checked here for what these tests rely on."""
    made = nda_by_policy()
    stage = next(each for each in made.stages if each.code == "approval")
    assert stage.actions == (Action("ask_approval"),)
    return made


def publish_nda(admin):
    kinds = {"record_type": "request", "sub_type": "nda"}
    publish(make_workflow(name="NDA", **kinds, definition=with_approval(), actor=admin), actor=admin)


@pytest.fixture
def policy(admin):
    steps = [
        {"position": 1, "who": "role", "role": "attorney", "mode": "any"},
        {"position": 2, "who": "role", "role": "general_counsel", "mode": "any"},
    ]
    conditions = [{"field": "type", "operator": "is", "value": "nda"}]
    return define(
        "ndas", name="NDAs", record_type="request", position=10, steps=steps, conditions=conditions,
        within_authority=False, actor=admin,
    )  # fmt: skip


@pytest.fixture
def request_in_drafting(admin, cast, ask, everyone_to, policy):
    publish(
        make_workflow(
            name="NDA", record_type="request", sub_type="nda", definition=with_approval(), actor=admin
        ),
        actor=admin,
    )
    everyone_to(cast["maya"])
    made = ask(cast["rosa"])
    move(made, "take-on", actor=cast["maya"])
    tick_all(made, cast["maya"])
    return made


def tick_all(request, person):
    for item in ("Counterparty checked", "Our template used"):
        set_ticked(request, item, True, actor=person)


def why_not(request, person, transition):
    found = {each.code: each for each in moves_for(Request.objects.get(pk=request.pk), person)}
    return found[transition].why_not


def test_two_people_approve_before_the_request_goes_on(request_in_drafting, cast):
    one, maya = request_in_drafting, cast["maya"]
    move(one, "submit", actor=maya)
    asked = latest_request(one)
    assert [ask.person for ask in asked.asks.filter(state="pending")] == [cast["otto"]]
    assert "Otto Attorney" in why_not(one, maya, "approved")
    with pytest.raises(DomainError, match="Waits for the approval of Otto Attorney"):
        move(one, "approved", actor=maya)
    decide(asked, actor=cast["otto"], decision="approve")
    assert "Grace Counsel" in why_not(one, maya, "approved")
    decide(asked, actor=cast["grace"], decision="approve")
    move(one, "approved", actor=maya)
    one.refresh_from_db()
    assert one.stage == "signing"


def test_a_refusal_holds_it_and_asking_again_is_a_new_round(request_in_drafting, cast):
    one, maya = request_in_drafting, cast["maya"]
    move(one, "submit", actor=maya)
    decide(latest_request(one), actor=cast["otto"], decision="reject", reason="Clause 4")
    assert "rejected" in why_not(one, maya, "approved")
    move(one, "return", actor=maya, reason="Clause 4")
    tick_all(one, maya)
    move(one, "submit", actor=maya)
    again = latest_request(one)
    assert (again.round, again.state) == (2, "open")


def test_who_asked_for_the_nda_never_approves_it(request_in_drafting, cast):
    move(request_in_drafting, "submit", actor=cast["maya"])
    assert not Ask.objects.filter(person=cast["rosa"]).exists()


def test_being_asked_shows_the_request_and_its_approval(request_in_drafting, cast):
    one, grace = request_in_drafting, cast["otto"]
    outsider = make_person("paralegal", name="Pat")
    move(one, "submit", actor=cast["maya"])
    client = Client()
    client.force_login(grace)
    page = client.get(f"/requests/{one.number}/").content.decode()
    assert "Approval" in page
    assert "Decide" in page
    assert "NDA with Solenta" in client.get("/approvals/").content.decode()
    client.force_login(outsider)
    assert client.get(f"/requests/{one.number}/").status_code == 404


def test_without_a_policy_the_log_says_what_to_set_up(admin, cast, ask, everyone_to):
    publish(
        make_workflow(
            name="NDA", record_type="request", sub_type="nda", definition=with_approval(), actor=admin
        ),
        actor=admin,
    )
    everyone_to(cast["maya"])
    one = ask(cast["rosa"])
    move(one, "take-on", actor=cast["maya"])
    tick_all(one, cast["maya"])
    move(one, "submit", actor=cast["maya"])
    failed = ActionRun.objects.filter(kind="ask_approval").latest("pk")
    assert failed.error
    assert why_not(one, cast["maya"], "approved") == "Nobody has been asked for the approval yet."


def test_records_that_nobody_approves_are_refused_at_publishing():
    kind = registry.guards("matter")["approved"]
    assert kind.complaints({}, "key_date") == ["records of this type cannot be sent for approval."]


def test_absent_people_are_known_to_routing(cast):
    today = clock.today()
    Absence.objects.create(person=cast["otto"], starts=today, until=today + timedelta(2), reason="Leave")
    everyone = [person.pk for person in cast.values()]
    assert registry.absent(everyone, today) == {cast["otto"].pk: "Leave"}
    assert registry.absent(everyone, today + timedelta(3)) == {}
