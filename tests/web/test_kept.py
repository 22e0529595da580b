"""What a process keeps of a page says nothing of one address, language or person to another."""

import pytest
from django.test import RequestFactory, override_settings
from django.utils import translation

from legalops.web import kept, nav
from legalops.web.context import Frame
from legalops.web.styleguide.samples import sample_rows
from legalops.web.styleguide.tables import SampleTable
from legalops.web.tables.drawing import Parts
from tests.factories import make_person


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(kept, "_store", {})


def table_at(query):
    request = RequestFactory().get(f"/styleguide/?{query}")
    request.session = {}
    return SampleTable(request, sample_rows())


def test_it_is_drawn_once_for_a_key_language_and_place_of_static_files():
    drawn = []

    def draw():
        drawn.append(translation.get_language())
        return "<b></b>"

    for _ in range(2):
        kept.kept("menu", draw)
    with translation.override("en-gb"):
        kept.kept("menu", draw)
    with override_settings(STATIC_URL="/elsewhere/"):
        kept.kept("menu", draw)
    assert drawn == ["en", "en-gb", "en"]


def test_it_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(kept, "_MOST", 3)
    for key in range(10):
        kept.kept(key, str)
    assert len(kept._store) <= 3


@pytest.mark.parametrize("query", ["q=Arnsley", "sort=-due", "group=firm", "cols=firm&cols=billed"])
def test_each_address_has_menus_and_columns_of_its_own(query):
    plain, other = table_at(""), table_at(query)
    for part in ("menus", "head"):
        assert Parts(plain, "list").drawn()[part] != Parts(other, "list").drawn()[part]
    assert Parts(other, "other").drawn()["head"] != Parts(other, "list").drawn()["head"]


def test_every_page_of_a_list_shares_them():
    later, first = (Parts(table_at(query), "list").drawn() for query in ("sort=due&cursor=abc", "sort=due"))
    assert (later["head"], later["menus"]) == (first["head"], first["menus"])
    assert "abc" not in later["menus"]


@pytest.mark.django_db
@pytest.mark.usefixtures("registries")
def test_the_rail_is_that_of_the_person(monkeypatch):
    def rail_of(person, path="/"):
        request = RequestFactory().get(path)
        request.user = person
        return Frame(request).rail

    reviewer, attorney = make_person("ebilling_specialist"), make_person("attorney")
    counts = {reviewer: 7, attorney: 9}
    monkeypatch.setattr(nav, "recent_counts_for", lambda user: {"nav-count-styleguide": counts[user]})
    nav.register(nav.NavItem("Waiting", "inbox", "styleguide", nav.STAFF, count=lambda user: 0))
    assert ">7<" in rail_of(reviewer)
    assert ">9<" in rail_of(attorney)
    assert rail_of(reviewer, "/styleguide/") != rail_of(reviewer)
    assert "/admin/" not in rail_of(reviewer)
    reviewer.is_staff = True
    assert "/admin/" in rail_of(reviewer)
