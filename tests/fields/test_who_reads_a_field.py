"""A field kept to a role, at every door: who has the role reads it, who has not never learns of it."""

import pytest
from django.urls import reverse

from legalops.access.models import Role
from legalops.access.services import assign_role
from legalops.exports.contents import tables
from legalops.fields.services import set_values
from legalops.imports import registry as importables
from legalops.kernel.errors import DomainError
from legalops.lists.bulk.registry import changes_for
from matters.models import Matter
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db
JSON = "application/json"
VALUE, LABEL = "Pelican", "Settlement"


@pytest.fixture
def matter(define):
    """A matter whose settlement only the settlement desk reads, and only it and the GC fill in."""
    Role.objects.create(code="desk", name="Settlement desk", capabilities=[])
    define("settlement", see_roles=["desk", "general_counsel"], edit_roles=["general_counsel"])
    made = make_matter()
    set_values(made, {"settlement": VALUE}, actor=make_person("general_counsel"))
    return Matter.objects.get(pk=made.pk)


@pytest.fixture
def reader():
    person = make_person("legal_ops_manager", "auditor", name="Reader")
    assign_role(person, "desk")
    return person


@pytest.fixture
def other():
    return make_person("legal_ops_manager", "auditor", name="Other")


def page(name, *args):
    return lambda client, matter: client.get(reverse(name, args=[str(one(matter)) for one in args])).content


def address(text):
    return lambda client, matter: client.get(text.format(number=matter.number, pk=matter.pk)).content


def number(matter):
    return matter.number


LIST = "/matters/"
# Door: how it is read, and whether it tells the value or only the field's name.
DOORS = {
    "its page": (page("matters:matter", number), VALUE),
    "the history of the field": (address("/fields/matter/{pk}/settlement/history/"), VALUE),
    "the record by the API": (address("/api/v1/matters/{number}/"), VALUE),
    "the list by the API": (address("/api/v1/matters/"), VALUE),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_door_tells_it_to_the_role_and_to_nobody_else(door, client_of, matter, reader, other):
    read, told = DOORS[door]
    assert told in read(client_of(reader), matter).decode()
    body = read(client_of(other), matter).decode()
    assert VALUE not in body
    assert LABEL not in body


@pytest.mark.parametrize("door", ["timeline", "ledger", "search", "palette"])
def test_what_tells_of_changes_and_finds_records_keeps_it(door, client_of, matter, other):
    path = {
        "timeline": reverse("matters:timeline", args=[matter.number]),
        "ledger": reverse("ledger:events"),
        "search": f"/search/?q={VALUE}",
        "palette": f"/find/?q={VALUE}",
    }[door]
    body = client_of(other).get(path).content.decode()
    if door in ("search", "palette"):
        assert matter.number not in body
    else:
        assert VALUE not in body


def test_a_guess_by_filter_or_sort_learns_nothing(client_of, matter, other):
    client = client_of(other)
    for guess in (VALUE, "Heron"):
        assert matter.number in client.get(f"{LIST}?cf_settlement={guess}").content.decode()
        answer = client.get(f"/api/v1/matters/?cf_settlement={guess}")
        assert (answer.status_code, "no such field" in answer.content.decode()) == (400, True)


def test_it_is_filled_in_by_its_editors_alone(client_of, matter, reader, other):
    url, edit = f"/api/v1/matters/{matter.number}/", reverse("fields:edit", args=["matter", matter.pk])
    for person, told in ((reader, "may not fill"), (other, "no such field")):
        client = client_of(person)
        answer = client.patch(
            url, {"custom": {"settlement": "Heron"}}, content_type=JSON, headers={"If-Match": "*"}
        )
        assert answer.status_code == 422
        assert told in answer.json()["message"]
        form = client.get(edit).content.decode()
        assert 'name="cf_settlement"' not in form
        client.post(edit, {"cf_settlement": "Heron"})
        with pytest.raises(DomainError):
            set_values(matter, {"settlement": "Heron"}, actor=person)
    matter.refresh_from_db()
    assert matter.custom == {"settlement": VALUE}
    counsel = client_of(make_person("general_counsel"))
    counsel.post(edit, {"cf_settlement": "Heron"})
    matter.refresh_from_db()
    assert matter.custom == {"settlement": "Heron"}


def test_bulk_changes_and_imports_offer_it_to_its_editors_alone(matter, reader, other):
    counsel = make_person("general_counsel", "legal_ops_manager")
    for person, offered in ((reader, False), (other, False), (counsel, True)):
        labels = [str(each.label) for each in changes_for("matter-rows", person)]
        assert (LABEL in labels) is offered
    columns = {column.code for column in importables.find("matters").columns}
    assert "cf_settlement" not in columns


def test_a_full_export_holds_it_for_who_reads_it(matter, reader, other):
    for person, held in ((reader, True), (other, False)):
        table = next(each for each in tables(person) if each.name == "matters.matter")
        rows = [table.shown(list(row)) for row in table.rows.values_list(*table.columns)]
        assert (VALUE in str(rows)) is held


def test_a_test_screen_does_not_tell_by_a_condition_what_the_field_holds(matter, other, reader):
    from legalops.workflows.models import RoutingRule
    from legalops.workflows.selectors.routing import routing_for

    RoutingRule.objects.create(
        record_type="matter", name="Big", person=reader,
        conditions=[{"field": "settlement", "operator": "is", "value": VALUE}],
    )  # fmt: skip
    (tried,) = routing_for(matter).tried
    assert tried.told == [None]
    assert tried.holds
