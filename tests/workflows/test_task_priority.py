"""The priority of tasks, and the one notice that a template's owners get."""

import pytest
from django.test import Client
from django.urls import reverse

from legalops.notifications.models import Notification
from legalops.workflows.enums import Priority
from legalops.workflows.models import Run, Task, TaskTemplate
from legalops.workflows.services.moving import adopt
from legalops.workflows.services.tasks import apply_template, edit_task, make_task
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make_person("attorney", name="Lea Lead")


@pytest.fixture
def matter(lead):
    return make_matter(lead=lead)


@pytest.fixture
def actor():
    return make_person("legal_ops_manager", name="Olga Ops")


def template_of(*items, who="is:lead"):
    template = TaskTemplate.objects.create(code="closing", name="Closing")
    for position, (title, priority) in enumerate(items, 1):
        template.items.create(position=position, title=title, who=who, priority=priority, due_days=3)
    return template


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def told(person):
    return list(Notification.objects.filter(recipient=person, kind="workflows.task_given"))


def test_a_template_tells_each_owner_once_of_all_that_is_theirs(matter, lead, actor):
    template = template_of(("Sign", Priority.HIGH), ("File", Priority.NORMAL), ("Archive", Priority.LOW))
    run = adopt(matter)
    apply_template(matter, run, template, actor=actor)
    (notice,) = told(lead)
    assert notice.title.startswith("3 tasks are yours to do")
    assert [line.partition(",")[0] for line in notice.body.splitlines()] == ["Sign", "File", "Archive"]
    assert set(Task.objects.values_list("priority", flat=True)) == {1, 2, 3}
    apply_template(matter, run, template, actor=actor)
    assert len(told(lead)) == 1, "what was there already is no news"


def test_one_task_is_told_like_one_made_by_hand_and_nobody_hears_of_their_own(matter, lead, actor):
    run = adopt(matter)
    apply_template(matter, run, template_of(("Sign", Priority.HIGH)), actor=actor)
    assert told(lead)[0].title == "“Sign” is yours to do"
    TaskTemplate.objects.all().delete()
    apply_template(matter, run, template_of(("A", 2), ("B", 2)), actor=lead)
    assert len(told(lead)) == 1


def test_a_long_template_is_told_in_one_short_notice(matter, lead, actor):
    items = [(f"Step {n}", Priority.NORMAL) for n in range(1, 15)]
    apply_template(matter, adopt(matter), template_of(*items), actor=actor)
    (notice,) = told(lead)
    assert notice.body.splitlines()[-1] == "and 4 more"


def test_priority_is_set_changed_and_recorded(matter, lead, actor):
    task = make_task(matter, title="Sign", person=lead, priority=Priority.HIGH, actor=actor)
    edit_task(matter, task, {"priority": Priority.LOW}, actor=actor)
    task.refresh_from_db()
    assert (task.priority, task.version) == (Priority.LOW, 2)
    page = client_of(actor).get(reverse("matters:timeline", args=[matter.number])).content.decode()
    assert "High" in page
    assert "Low" in page


def test_the_form_offers_it_and_keeps_normal_where_nothing_is_said(matter, lead, actor):
    client, new = client_of(actor), reverse("workflows:task_new", args=["matter", matter.pk])
    assert 'name="priority"' in client.get(new).content.decode()
    client.post(new, {"title": "Quiet"})
    client.post(new, {"title": "Loud", "priority": "1"})
    assert dict(Task.objects.values_list("title", "priority")) == {"Quiet": 2, "Loud": 1}
    assert client.post(new, {"title": "Odd", "priority": "9"}).status_code == 422


def test_the_list_is_narrowed_and_sorted_by_it(matter, lead, actor):
    for title, priority in (("Quiet", 3), ("Middle", 2), ("Loud", 1)):
        make_task(matter, title=title, person=lead, priority=priority, actor=actor)
    client, url = client_of(lead), reverse("workflows:tasks")
    page = client.get(url, {"priority": "1"}).content.decode()
    assert "Loud" in page
    assert "Quiet" not in page
    page = client.get(url, {"sort": "priority"}).content.decode()
    assert page.index("Loud") < page.index("Middle") < page.index("Quiet")
    rows = client.get("/api/v1/workflow-tasks/?priority=1").json()
    assert [row["title"] for row in rows["results"]] == ["Loud"]
    assert Run.objects.count() == 1
