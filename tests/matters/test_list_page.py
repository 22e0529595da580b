"""The list: what it shows, what it never shows, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.kernel import clock
from matters.models import KeyDate, Matter, Stage
from tests.factories import make_budget, make_firm, make_matter, make_person, make_team
from tests.htmx import Page
from tests.personas import make_world

pytestmark = pytest.mark.django_db

LIST = "/matters/"


def queries_of(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.fixture
def world():
    return make_world()


def everywhere_a_matter_could_show(client, text: str) -> list[str]:
    """The bodies of every list, count, search, filter choice, type-ahead and export."""
    urls = [
        LIST,
        f"{LIST}?show=all",
        f"{LIST}?show=all&group=lead",
        f"{LIST}?show=all&q={text}",
        f"{LIST}?show=all&export=csv",
        f"{reverse('find')}?q={text}",
        reverse("matters:mine"),
        reverse("home"),
    ]
    return [client.get(url).getvalue().decode() for url in urls]


@pytest.mark.parametrize("kind", ["walled", "restricted"])
def test_a_hidden_matter_shows_nowhere(signed_in, world, kind):
    matter: Matter = getattr(world, f"{kind}_matter")
    person = world.people["attorney_behind_wall"]
    for body in everywhere_a_matter_could_show(signed_in(person), matter.name[:-2]):
        assert matter.number not in body
        assert matter.name not in body


def test_what_a_wall_leaves_shows_everywhere_it_should(signed_in, world):
    matter = world.open_matter
    client = signed_in(world.people["attorney_behind_wall"])
    for url in (
        LIST,
        f"{LIST}?q={matter.name[2:8]}",
        f"{LIST}?export=csv",
        f"{reverse('find')}?q={matter.number}",
    ):
        assert matter.number in client.get(url).getvalue().decode(), url


def test_counts_leave_hidden_matters_out(signed_in, world):
    body = signed_in(world.people["attorney_behind_wall"]).get(LIST).content.decode()
    assert "1 matter<" in body
    assert "3 matters" in signed_in(world.people["attorney"]).get(LIST).content.decode()


def test_filter_choices_name_only_people_and_teams_of_visible_matters(signed_in):
    me, secret_lead = make_person("attorney", name="Me"), make_person("attorney", name="Secret Lead")
    make_matter(lead=me)
    make_matter(lead=secret_lead, team=make_team(secret_lead, name="Secret team"))
    body = signed_in(me).get(LIST, {"menu": "1"}).content.decode()
    assert "Me" in body
    assert "Secret" not in body


def test_an_invented_filter_choice_finds_nothing(signed_in):
    me, secret_lead = make_person("attorney"), make_person("attorney", name="Secret Lead")
    make_matter(lead=secret_lead)
    body = signed_in(me).get(f"{LIST}?lead={secret_lead.pk}").content.decode()
    assert "Secret Lead" not in body


@pytest.mark.parametrize("role", ["requester", "administrator"])
def test_without_a_role_for_matters_there_is_no_list(signed_in, role):
    assert signed_in(make_person(role)).get(LIST).status_code == 403


def test_the_tabs_split_open_held_and_closed(signed_in):
    me = make_person("attorney")
    for code in ("in-progress", "on-hold", "closed"):
        make_matter(lead=me, name=f"In {code}", stage=Stage.objects.get(code=code))
    client = signed_in(me)
    shown = {
        show: [code for code in ("in-progress", "on-hold", "closed") if f"In {code}" in body]
        for show in ("open", "on_hold", "closed", "all")
        if (body := client.get(f"{LIST}?show={show}").content.decode())
    }
    assert shown == {
        "open": ["in-progress"],
        "on_hold": ["on-hold"],
        "closed": ["closed"],
        "all": ["in-progress", "on-hold", "closed"],
    }


def test_filters_read_as_sentences_and_narrow(signed_in):
    me, firm = make_person("attorney"), make_firm(name="Arnsley LLP")
    make_matter(lead=me, name="With Arnsley", firms=(firm,))
    make_matter(lead=me, name="Without any")
    body = signed_in(me).get(f"{LIST}?firm={firm.pk}").content.decode()
    assert "Firm is Arnsley LLP" in body
    assert "With Arnsley" in body
    assert "Without any" not in body
    body = signed_in(me).get(f"{LIST}?undated=true&restricted=false").content.decode()
    assert "Has no next date" in body
    assert "Without any" in body


def test_the_list_costs_the_same_with_one_row_and_with_fifty(signed_in):
    me = make_person("attorney")
    client = signed_in(me)

    def add():
        matter = make_matter(lead=me, team=make_team(me))
        make_budget(matter)
        KeyDate.objects.create(matter=matter, name="Hearing", date=clock.today(), owner=me)

    add()
    one = queries_of(client, LIST)
    for _ in range(49):
        add()
    assert queries_of(client, LIST) == one
    assert one <= 5


def test_sorting_filtering_and_paging_swap_in_what_a_reload_shows(signed_in):
    me = make_person("attorney")
    for number in range(60):
        make_matter(lead=me, name=f"Matter {number:02d}", business_unit="Freight" if number % 2 else "")
    client = signed_in(me)
    page = Page.get(client, LIST)
    for path in ("//th//a[contains(., 'Name')]", "//a[@rel='next']"):
        asked = page.trigger(client, path).request
        page.assert_equals(Page.get(client, f"{asked['PATH_INFO']}?{asked['QUERY_STRING']}"))
