"""Tasks made by hand on a matter or a request: edited, given away, called off; walls hold."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from legalops.notifications.models import Notification
from legalops.requests.models import Request
from legalops.workflows.models import Task
from legalops.workflows.selectors.tasks import people_who_see
from legalops.workflows.services.tasks import cancel_task, edit_task, make_task, set_task_done
from matters.models import Matter
from tests.factories import make_matter, make_person, make_request, make_team, raise_wall

pytestmark = pytest.mark.django_db


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def elena():
    return make_person("legal_ops_manager", name="Elena Manager")


@pytest.fixture
def grace():
    return make_person("general_counsel", name="Grace Counsel")


@pytest.fixture
def matter(elena):
    return make_matter(lead=elena, name="Delacroix claim")


def page_of(person, matter: Matter) -> str:
    return client_of(person).get(reverse("matters:matter", args=[matter.number])).content.decode()


def told(person: User) -> list[str]:
    return list(Notification.objects.filter(recipient=person).values_list("title", flat=True))


def new_url(record, kind: str = "matter") -> str:
    return reverse("workflows:task_new", args=[kind, record.pk])


def test_a_task_is_made_on_a_matter_and_its_owner_is_told_once(elena, grace, matter):
    client = client_of(elena)
    given = {"title": " Call  the court ", "person": grace.pk, "due_on": "2026-12-04", "description": "Ring."}
    answer = client.post(new_url(matter), given)
    assert answer.status_code == 303
    task = Task.objects.get()
    assert (task.title, task.assignee, task.made_by) == ("Call the court", grace, elena)
    assert told(grace) == ["“Call the court” is yours to do"]
    event = AuditEvent.objects.get(action="workflows.task.made")
    assert (event.subject_id, event.after["for"]) == (matter.pk, "Grace Counsel")
    body = page_of(elena, matter)
    assert "Call the court" in body
    assert "Ring." in body


def test_the_due_day_may_be_so_many_business_days_from_today(elena, matter):
    client = client_of(elena)
    with clock.frozen(datetime(2026, 11, 25, 15, tzinfo=UTC)):  # the day before Thanksgiving
        client.post(new_url(matter), {"title": "Two days", "due_days": "2"})
    assert Task.objects.get().due_on == date(2026, 11, 30)
    both = client.post(new_url(matter), {"title": "Both", "due_days": "2", "due_on": "2026-12-04"})
    assert both.status_code == 422
    assert "not both" in both.content.decode()


def test_open_ones_come_first_the_overdue_marked(elena, matter):
    make_task(matter, title="Undated", actor=elena)
    make_task(matter, title="Late", due_on=date(2020, 1, 1), actor=elena)
    done = make_task(matter, title="Finished", actor=elena)
    off = make_task(matter, title="Dropped", actor=elena)
    set_task_done(matter, done, True, actor=elena)
    cancel_task(matter, off, reason="The court stayed it", actor=elena)
    body = page_of(elena, matter)
    places = [body.index(f">{title}") for title in ("Late", "Undated", "Dropped", "Finished")]
    assert places == sorted(places)
    assert body.count("Overdue") == 1
    assert "The court stayed it" in body


def test_editing_changes_what_was_said_and_tells_only_a_new_owner(elena, grace, matter):
    task = make_task(matter, title="Ring", person=grace, actor=elena)
    edit = reverse("workflows:task_edit", args=[task.pk])
    given = {"title": "Write", "person": grace.pk, "due_on": "2026-12-04", "description": "", "version": "1"}
    assert client_of(elena).post(edit, given).status_code == 303
    event = AuditEvent.objects.get(action="workflows.task.changed")
    assert (event.before, event.after) == (
        {"task": "Ring", "due": None},
        {"task": "Write", "due": "2026-12-04"},
    )
    assert len(told(grace)) == 1
    stale = client_of(elena).post(edit, given | {"title": "Sing"})
    assert stale.status_code == 422
    assert "Somebody changed this task meanwhile" in stale.content.decode()
    edit_task(matter, task, {"assignee": elena}, actor=grace)
    assert told(elena) == ["“Write” is yours to do"]


def test_nobody_is_given_a_task_of_a_record_they_cannot_see(elena, grace, matter):
    blind = make_person("attorney", name="Blind Attorney")
    refused = client_of(elena).post(new_url(matter), {"title": "Ring", "person": blind.pk})
    assert refused.status_code == 422
    with pytest.raises(DomainError, match="does not see this record"):
        make_task(matter, title="Ring", person=blind, actor=elena)
    raise_wall(matter, grace)
    assert grace not in people_who_see(matter)
    with pytest.raises(DomainError, match="Grace Counsel does not see this record"):
        make_task(matter, title="Ring", person=grace, actor=elena)
    assert not Task.objects.exists()


def test_it_is_called_off_with_a_reason_and_can_be_opened_again(elena, grace, matter):
    task = make_task(matter, title="Ring", person=grace, actor=elena)
    cancel = reverse("workflows:task_cancel", args=[task.pk])
    assert client_of(elena).post(cancel, {"reason": " "}).status_code == 422
    assert client_of(elena).post(cancel, {"reason": "Settled"}).status_code == 303
    client_of(elena).post(cancel, {"reason": "Settled again"})
    event = AuditEvent.objects.get(action="workflows.task.cancelled")
    assert event.reason == "Settled"
    assert "“Ring” is called off" in told(grace)
    task.refresh_from_db()
    with pytest.raises(Conflict, match="Reopen it first"):
        set_task_done(matter, task, True, actor=elena)
    with pytest.raises(Conflict, match="Reopen it first"):
        edit_task(matter, task, {"title": "Sing"}, actor=elena)
    set_task_done(matter, task, False, actor=elena)
    task.refresh_from_db()
    assert (task.is_open, task.cancel_reason) == (True, "")


def test_only_those_who_may_edit_the_record_make_edit_and_call_off(elena, matter):
    vera = make_person("auditor", name="Vera Auditor")
    task = make_task(matter, title="Hers", person=vera, actor=elena)
    client = client_of(vera)
    for address in (
        new_url(matter),
        reverse("workflows:task_edit", args=[task.pk]),
        reverse("workflows:task_cancel", args=[task.pk]),
    ):
        assert client.get(address).status_code == 403
    body = page_of(vera, matter)
    assert "Finish: Hers" in body
    assert "Call off" not in body
    with pytest.raises(NotAllowed):
        make_task(matter, title="Another", actor=vera)
    hidden = make_matter(restricted=True)
    assert client_of(elena).get(new_url(hidden)).status_code == 404
    with pytest.raises(NotFound):
        make_task(hidden, title="Ring", actor=elena)
    assert client_of(elena).get(reverse("workflows:task_new", args=["firm", 1])).status_code == 404


def test_finishing_on_the_card_answers_with_the_page_that_its_part_is_taken_from(elena, matter):
    task = make_task(matter, title="Ring", actor=elena)
    here = reverse("matters:matter", args=[matter.number])
    headers = {"HX-Request": "true", "HX-Target": "tasks", "HX-Current-URL": f"http://testserver{here}"}
    done = reverse("workflows:task_done", args=[task.pk])
    answer = client_of(elena).post(done, {"done": "1"}, headers=headers)
    assert (answer.status_code, answer["Location"]) == (303, here)
    plain = client_of(elena).post(done, {}, headers={"Referer": f"http://testserver{here}"})
    assert plain["Location"] == here


def test_requesters_see_what_there_is_to_do_and_finish_what_is_theirs(elena):
    rosa = make_person("requester", name="Rosa Requester")
    request = make_request(rosa, assignee=elena)
    client, here = client_of(rosa), reverse("requests:request", args=[request.number])
    assert 'id="tasks"' not in client.get(here).content.decode()
    make_task(request, title="Sign it", person=rosa, actor=elena)
    make_task(request, title="Check it", person=elena, actor=elena)
    body = client.get(here).content.decode()
    assert "Finish: Sign it" in body
    assert "Check it" in body
    assert "Finish: Check it" not in body
    assert "Add a task" not in body


def test_who_sees_a_record_is_the_same_from_both_sides(elena, grace):
    people = [make_person(role) for role in ("attorney", "paralegal", "finance", "auditor", "requester")]
    team = make_team(people[0], people[1])
    rosa = make_person("requester", name="Rosa Requester")
    requests = [make_request(rosa), make_request(rosa, assignee=people[0]), make_request(people[4])]
    Request.objects.filter(pk=requests[0].pk).update(team=team)
    Request.objects.filter(pk=requests[1].pk).update(restricted=True)
    matters = [make_matter(), make_matter(restricted=True, lead=people[0]), make_matter(team=team)]
    for model, rows in ((Request, requests), (Matter, matters)):
        for row in model.objects.filter(pk__in=[each.pk for each in rows]):
            seeing = {p for p in User.objects.all() if model.objects.visible_to(p).filter(pk=row.pk).exists()}
            assert set(people_who_see(row)) == seeing


def test_a_called_off_task_is_nowhere_among_the_open(elena, matter):
    task = make_task(matter, title="Ring", person=elena, due_on=date(2020, 1, 1), actor=elena)
    cancel_task(matter, task, reason="Settled", actor=elena)
    client, address = client_of(elena), reverse("workflows:tasks")

    def shown(query: str) -> bool:
        return ">Ring<" in client.get(address + query).content.decode()

    assert not any(shown(query) for query in ("", "?overdue=true", "?done=false", "?done=true"))
    assert shown("?cancelled=true")
    assert Task.objects.open().count() == 0


def test_the_api_makes_edits_and_calls_off(elena, grace, matter):
    client, address = client_of(elena), reverse("api:workflow-tasks-list")
    new = {"record_type": "matter", "record_id": matter.pk, "title": "Ring", "assignee": grace.email}
    made = client.post(address, new, "application/json")
    assert (made.status_code, made.json()["assignee"]) == (201, grace.email)
    one = reverse("api:workflow-tasks-detail", args=[made.json()["id"]])
    assert client.patch(one, {"title": "Write"}, "application/json").status_code == 428
    changed = client.patch(one, {"title": "Write"}, "application/json", headers={"If-Match": made["ETag"]})
    assert (changed.status_code, changed.json()["title"]) == (200, "Write")
    stale = client.patch(one, {"title": "Sing"}, "application/json", headers={"If-Match": made["ETag"]})
    assert stale.status_code == 412
    off = client.post(f"{one}cancel/", {"reason": "Settled"}, "application/json").json()
    assert (off["cancel_reason"], off["cancelled_by"]) == ("Settled", elena.email)
    hidden = new | {"record_id": make_matter(restricted=True).pk}
    assert client.post(address, hidden, "application/json").status_code == 404
    assert client.post(address, new | {"record_type": "firm"}, "application/json").status_code == 404
