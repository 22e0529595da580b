"""Chosen columns: kept per person, in their order; a view has its own."""

import pytest

from legalops.lists.models import ListSetting
from legalops.lists.services.saving import save_view
from tests.factories import make_matter
from tests.htmx import Page

pytestmark = pytest.mark.django_db
LIST, ID = "/matters/", "matter-rows"


def heads(client, url: str) -> list[str]:
    page = Page.get(client, url)
    return [
        head.text_content().strip() for head in page.tree.xpath("//table//thead//th[not(@class='lo-pick')]")
    ]


def test_columns_and_their_order_are_remembered_for_the_person_alone(signed_in, manager, counsel):
    make_matter(name="Alpha")
    shipped = heads(signed_in(counsel), LIST)
    assert heads(signed_in(manager), f"{LIST}?cols=team&cols=name") == ["Number", "Team", "Name"]
    assert heads(signed_in(manager), LIST) == ["Number", "Team", "Name"]
    assert heads(signed_in(counsel), LIST) == shipped
    assert heads(signed_in(manager), f"{LIST}?cols=default") == shipped
    assert heads(signed_in(manager), LIST) == shipped


def test_columns_of_a_view_leave_the_persons_own_alone(signed_in, manager):
    make_matter(name="Alpha")
    view = save_view(ID, "Short", {"cols": ["lead,name"], "show": ["all"]}, actor=manager)
    client = signed_in(manager)
    client.get(f"{LIST}?cols=name")
    assert heads(client, f"/lists/views/{view.pk}/") == ["Number", "Lead", "Name"]
    assert heads(client, LIST) == ["Number", "Name"]


def test_columns_are_part_of_a_new_view_and_the_chooser_has_them_in_order(signed_in, manager):
    make_matter(name="Alpha")
    page = Page.get(signed_in(manager), f"{LIST}?cols=stage&cols=name")
    keys = [box.get("value") for box in page.tree.xpath("//input[@name='cols'][@type='checkbox']")]
    assert keys[:3] == ["number", "stage", "name"]
    new = page.tree.xpath("//a[contains(@href, '/views/new/')]/@href")[0]
    assert "cols=number&cols=stage&cols=name" in new


def test_a_column_that_is_gone_is_passed_over(signed_in, manager):
    make_matter(name="Alpha")
    ListSetting.objects.create(person=manager, list_id=ID, columns=["vanished", "name"])
    assert heads(signed_in(manager), LIST) == ["Number", "Name"]
