"""Saved views over the API: the caller's own and those shared with them."""

import pytest
from rest_framework.test import APIClient

from legalops.lists.enums import Sharing
from legalops.lists.models import SavedView
from legalops.lists.services.saving import save_view
from legalops.lists.services.sharing import Shared
from tests.factories import make_person

pytestmark = pytest.mark.django_db
URL, ID = "/api/v1/saved-views/", "matter-rows"


def api(person) -> APIClient:
    client = APIClient()
    client.force_login(person)
    return client


def test_a_view_is_saved_read_changed_and_deleted(manager):
    client = api(manager)
    sent = {"list": ID, "name": "Leases", "params": {"q": ["lease"], "odd": ["x"]}}
    made = client.post(URL, sent, format="json")
    assert made.status_code == 201, made.json()
    assert made.json()["params"] == {"q": ["lease"]}
    assert made.json()["owner"] == manager.email
    one = f"{URL}{made.json()['id']}/"
    tag = client.get(one)["ETag"]
    shared = {"sharing": "roles", "roles": ["attorney"]}
    changed = client.patch(one, shared, format="json", headers={"If-Match": tag})
    assert changed.status_code == 200, changed.json()
    assert (changed.json()["sharing"], changed.json()["roles"]) == ("roles", ["attorney"])
    assert client.patch(one, {"name": "Late"}, format="json", headers={"If-Match": tag}).status_code == 412
    assert client.delete(one).status_code == 204
    assert client.get(one).status_code == 404


def test_only_what_the_caller_has_is_listed_and_only_their_own_changes(manager, counsel):
    hidden = save_view(ID, "Mine alone", {"q": ["a"]}, actor=manager)
    ours = save_view(ID, "Ours", {"q": ["b"]}, shared=Shared(Sharing.EVERYBODY), actor=manager)
    client = api(counsel)
    names = [view["name"] for view in client.get(f"{URL}?list_id={ID}").json()["results"]]
    assert "Ours" in names
    assert "Mine alone" not in names
    assert client.get(f"{URL}{hidden.pk}/").status_code == 404
    tag = client.get(f"{URL}{ours.pk}/")["ETag"]
    answer = client.patch(f"{URL}{ours.pk}/", {"name": "X"}, format="json", headers={"If-Match": tag})
    assert answer.status_code == 403
    assert client.delete(f"{URL}{ours.pk}/").status_code == 403
    assert SavedView.objects.standing().filter(pk=ours.pk, name="Ours").exists()


def test_views_of_lists_that_the_caller_may_not_open_are_not_there():
    requester = make_person("requester")
    listed = {each["list"] for each in api(requester).get(URL).json()["results"]}
    assert listed == {"task-rows"}  # the tasks on what they asked for are theirs to see
    answer = api(requester).post(URL, {"list": ID, "name": "Mine"}, format="json")
    assert answer.status_code == 404


def test_sharing_that_is_incomplete_is_refused_beside_its_field(manager):
    sent = {"list": ID, "name": "Leases", "sharing": "teams"}
    answer = api(manager).post(URL, sent, format="json")
    assert answer.status_code in (400, 422)
    assert "at least one team" in answer.content.decode()
