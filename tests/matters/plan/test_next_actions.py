"""Exactly one next action: set, followed from the plan, asked for; shown in header and lists."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from legalops.notifications.models import Notification
from legalops.workflows.services.tasks import set_task_done
from matters.models import Matter, NextAction, Stage
from matters.selectors.lists import matter_rows
from matters.services.next_actions import finish_next_action, set_next_action, set_next_task
from matters.services.stages import enter_stage
from tests.factories import make_matter, make_person, raise_wall
from tests.factories.plans import make_plan_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter():
    return make_matter(lead=make_person("attorney", name="Maya Lead"))


def set_one(matter, **fields) -> NextAction:
    given = {"what": "Call the court", "owner": matter.lead, "due_on": clock.today()} | fields
    return set_next_action(matter, **given, actor=fields.pop("actor", matter.lead))


def standing(matter) -> list[str]:
    return list(NextAction.objects.filter(matter=matter, ended_at=None).values_list("what", flat=True))


def test_a_new_one_takes_the_place_of_the_one_before(matter):
    set_one(matter)
    set_one(matter, what="Write to them")
    assert standing(matter) == ["Write to them"]
    event = AuditEvent.objects.filter(action="matters.next_action.set").latest("pk")
    assert (event.before["next"], event.after["next"]) == ("Call the court", "Write to them")


@pytest.mark.parametrize("missing", ["what", "owner", "due_on"])
def test_none_of_the_three_may_be_missing(matter, missing):
    with pytest.raises(DomainError) as caught:
        set_one(matter, **{missing: "" if missing == "what" else None})
    assert caught.value.field == missing
    assert not standing(matter)


def test_the_database_holds_one_per_matter(matter):
    row = set_one(matter)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_closing_the_matter_ends_it(matter):
    set_one(matter)
    enter_stage(matter, Stage.objects.get(code="resolution"), actor=matter.lead)
    enter_stage(matter, Stage.objects.get(code="closed"), actor=matter.lead)
    assert not standing(matter)


def test_a_closed_matter_has_none(matter):
    Matter.objects.filter(pk=matter.pk).update(stage=Stage.objects.get(code="closed"))
    with pytest.raises(Conflict):
        set_one(matter)


def test_when_it_is_done_the_plan_says_what_follows_or_the_lead_is_asked(matter):
    first = make_plan_task(matter, "First")
    make_plan_task(matter, "Second", first)
    set_next_task(matter, first.task, actor=matter.lead)
    with pytest.raises(Conflict, match="finish the task"):
        finish_next_action(matter, actor=matter.lead)
    set_task_done(matter, first.task, True, actor=matter.lead)
    assert standing(matter) == ["Second"]
    assert NextAction.objects.get(ended_at=None).picked
    set_one(matter, what="By hand")
    Matter.objects.get(pk=matter.pk).plan_tasks.all().delete()
    helper = make_person("paralegal")
    matter.members.create(user=helper, role="paralegal")
    set_one(matter, what="Ask the helper", owner=helper)
    assert finish_next_action(matter, actor=helper) is None
    assert not standing(matter)
    assert "what happens next?" in Notification.objects.filter(recipient=matter.lead).latest("pk").title


def test_one_that_stands_for_a_task_is_read_from_the_task(matter):
    row = make_plan_task(matter, "Draft")
    set_next_task(matter, row.task, actor=matter.lead)
    row.task.title = "Draft the answer"
    row.task.save()
    told = matter_rows(matter.lead).get(pk=matter.pk).next_action
    assert (told["what"], told["who"]) == ("Draft the answer", "Maya Lead")


def test_tasks_of_other_records_and_without_a_day_are_refused(matter):
    stranger = make_plan_task(make_matter())
    with pytest.raises(DomainError, match="of this matter"):
        set_next_task(matter, stranger.task, actor=matter.lead)
    row = make_plan_task(matter, owner=None)
    with pytest.raises(DomainError, match="needs an owner"):
        set_next_task(matter, row.task, actor=matter.lead)


def test_who_may_not_sets_nothing(matter):
    screened = make_person("legal_project_manager")
    raise_wall(matter, screened)
    for person, refusal in ((make_person("auditor"), NotAllowed), (screened, NotFound)):
        with pytest.raises(refusal):
            set_next_action(matter, what="x", owner=matter.lead, due_on=clock.today(), actor=person)
    assert not standing(matter)


def test_the_radar_finds_open_matters_that_lack_one(matter):
    lacking = make_matter()
    make_matter(stage=Stage.objects.get(code="closed"), closed_on=clock.today())
    set_one(matter)
    manager = make_person("legal_project_manager")
    found = Matter.objects.visible_to(manager).without_next_action()
    assert list(found) == [lacking]


def test_header_my_matters_and_list_show_it(matter, signed_in):
    set_one(matter, due_on=clock.today() - timedelta(days=2))
    lacking = make_matter(lead=matter.lead)
    client = signed_in(matter.lead)
    for address in (
        reverse("matters:matter", args=[matter.number]),
        reverse("matters:mine"),
        reverse("matters:list"),
    ):
        assert "Call the court" in client.get(address).content.decode()
    assert "No next action" in client.get(reverse("matters:matter", args=[lacking.number])).content.decode()
    listed = client.get(reverse("matters:list"), {"unsteered": "true"}).content.decode()
    assert lacking.number in listed
    assert matter.number not in listed


def test_it_is_set_and_finished_on_the_page(matter, signed_in):
    client = signed_in(matter.lead)
    address = reverse("matters:next", args=[matter.number])
    refused = client.post(address, {"what": "Only this", "owner": "", "due_on": ""})
    assert refused.status_code == 422
    assert "Say who does it." in refused.content.decode()
    client.post(address, {"what": "Call", "owner": matter.lead.pk, "due_on": "2026-12-01"})
    assert standing(matter) == ["Call"]
    answer = client.post(reverse("matters:next_done", args=[matter.number]))
    assert answer.headers["Location"] == address
    assert not standing(matter)
