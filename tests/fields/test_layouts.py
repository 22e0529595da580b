"""How fields stand together: kept in one call, followed by pages and forms, showing no more than rights."""

import json

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from legalops.audit.models import AuditEvent
from legalops.fields.catalogue import catalogue
from legalops.fields.configuration import layouts as configuration
from legalops.fields.definitions import Definition
from legalops.fields.forms import DetailsForm, opening_fields
from legalops.fields.layouts import Part, arranged, completed
from legalops.fields.models import FieldLayout
from legalops.fields.registry import hosts
from legalops.fields.selectors.panel import Panel
from legalops.fields.services import set_values
from legalops.fields.services.defining import retire
from legalops.fields.services.laying_out import restore_layout, save_layout
from legalops.kernel.errors import Conflict, DomainError
from tests.factories import make_matter, make_person, make_team

PAGE = reverse("fields:layout", args=["matter"])


def one(code, section=""):
    return Definition(1, "matter", code, code.upper(), "text", section=section)


def part(title, *fields, **more):
    return {"title": title, "fields": list(fields), "collapsed": False, "roles": []} | more


CODES = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(
    CODES, st.lists(st.tuples(st.sampled_from(["", "A", "B", "C"]), CODES), unique_by=lambda each: each[0])
)
def test_every_field_stands_in_exactly_one_section(codes, sections):
    taken: set[str] = set()
    layout = []
    for title, fields in sections:
        layout.append(Part(title, tuple(code for code in fields if code not in taken)))
        taken |= set(fields)
    fields = [one(code, "C") for code in codes]
    found = [code for each in completed(tuple(layout), fields) for code in each.fields]
    assert sorted(found) == sorted(codes)
    assert completed(completed(tuple(layout), fields), fields) == completed(tuple(layout), fields)


def test_a_layout_shows_nobody_a_field_that_they_did_not_see_anyway():
    layout = (Part("Secret", ("a", "b"), roles=frozenset({"auditor"})), Part("Open", ("c",)))
    seen = [one("a"), one("c")]  # the rights of b keep it from this person
    for roles in ((), ("auditor",), ("attorney",), None):
        shown = {each.code for group in arranged(layout, seen, roles) for each in group.definitions}
        assert shown <= {"a", "c"}
    assert [each.title for each in arranged(layout, seen, ())] == ["Open"]


pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("legal_ops_manager", name="Mona Manager")


@pytest.fixture
def fields(define):
    return [define(code, section="Old") for code in ("alpha", "beta", "gamma")]


@pytest.fixture
def attorney():
    return make_person("attorney")


@pytest.fixture
def matter(attorney):
    return make_matter(team=make_team(attorney), lead=attorney)


def titles(record, person):
    return [
        (each.title, [line.definition.code for line in each.lines]) for each in Panel(record, person).sections
    ]


def test_page_and_form_follow_it_and_the_ledger_hears_once(fields, manager, matter, attorney):
    assert titles(matter, attorney) == [("Old", ["alpha", "beta", "gamma"])]
    content = [part("Money", "gamma", "alpha", collapsed=True), part("Rest", "beta")]
    save_layout("matter", "", content, version=0, actor=manager)
    assert titles(matter, attorney) == [("Money", ["gamma", "alpha"]), ("Rest", ["beta"])]
    panel = Panel(matter, attorney)
    form = DetailsForm(panel.groups, matter, attorney)
    assert [(each.title, each.is_open) for each in form.sections] == [("Money", False), ("Rest", True)]
    assert [each.code for each in panel.to_fill_in] == ["gamma", "alpha", "beta"]
    event = AuditEvent.objects.get(action="fields.layout.changed")
    assert event.after["sections"] == ["Money: gamma, alpha (closed)", "Rest: beta"]
    for version in (0, 1):  # pressed twice, and saved again
        save_layout("matter", "", content, version=version, actor=manager)
    assert AuditEvent.objects.filter(action="fields.layout.changed").count() == 1


def test_a_section_for_some_roles_is_not_there_for_others(fields, manager, matter, attorney, client_of):
    save_layout(
        "matter", "", [part("Ours", "alpha", roles=["general_counsel"]), part("All", "beta")], actor=manager
    )
    assert titles(matter, attorney) == [("All", ["beta"]), ("Old", ["gamma"])]
    counsel = make_person("general_counsel")
    assert titles(matter, counsel)[0] == ("Ours", ["alpha"])
    page = client_of(attorney).get(reverse("fields:edit", args=["matter", matter.pk])).content.decode()
    assert "cf_beta" in page
    assert "cf_alpha" not in page


def test_what_is_not_shown_keeps_its_value(fields, manager, matter, attorney, client_of):
    set_values(matter, {"alpha": "kept"}, actor=make_person("administrator", is_system=True))
    save_layout("matter", "", [part("Ours", "alpha", roles=["general_counsel"])], actor=manager)
    address = reverse("fields:edit", args=["matter", matter.pk])
    client_of(attorney).post(address, {"cf_beta": "new", "seen": "{}"})
    matter.refresh_from_db()
    assert matter.custom == {"alpha": "kept", "beta": "new"}


def test_a_right_on_the_field_is_decisive_whatever_the_layout(define, manager, matter, attorney):
    define("hidden", see_roles=["general_counsel"])
    save_layout("matter", "", [part("Mine", "hidden", roles=["attorney"])], actor=manager)
    assert titles(matter, attorney) == []


def test_a_sub_type_may_have_its_own_and_a_new_field_turns_up_by_itself(
    define, fields, manager, matter, attorney
):
    save_layout("matter", "", [part("All types", "alpha", "beta", "gamma")], actor=manager)
    save_layout(
        "matter", matter.matter_type.code, [part("This type", "beta", "alpha", "gamma")], actor=manager
    )
    assert titles(matter, attorney) == [("This type", ["beta", "alpha", "gamma"])]
    define("delta", section="Late")
    assert titles(matter, attorney)[1:] == [("Late", ["delta"])]
    save_layout("matter", matter.matter_type.code, [], actor=manager)
    assert titles(matter, attorney)[0] == ("All types", ["alpha", "beta", "gamma"])


def test_opening_asks_everything_in_the_order_of_the_layout(define, manager, attorney):
    for code in ("first", "second"):
        define(code, asked_at_opening=True)
    save_layout("matter", "", [part("Ours", "second", "first", roles=["auditor"])], actor=manager)
    assert [each.code for each in opening_fields(attorney, "matter")] == ["second", "first"]


def test_a_section_that_lacks_what_is_required_is_open(define, manager, matter, attorney):
    define("needed", is_required=True)
    save_layout("matter", "", [part("Closed", "needed", collapsed=True)], actor=manager)
    assert Panel(matter, attorney).sections[0].is_open
    set_values(matter, {"needed": "x"}, actor=attorney)
    matter.refresh_from_db()
    assert not Panel(matter, attorney).sections[0].is_open


@pytest.mark.parametrize(
    "content",
    [
        "text",
        {},
        [1],
        [part("A", "alpha"), part("a", "beta")],
        [part("A", "alpha", "alpha")],
        [part("A", "alpha"), part("B", "alpha")],
        [part("A", "nothing")],
        [part("A", roles=["nobody"])],
        [part("A", collapsed="yes")],
        [part("A", unknown=1)],
        [part("x" * 61)],
        [part("A\nB")],
        [part("", "alpha", collapsed=True)],
        [{"title": "A", "fields": "alpha"}],
        [{"title": "A", "fields": [1]}],
        [part(f"S{n}") for n in range(31)],
    ],
)
def test_what_is_no_layout_is_refused_in_a_sentence_and_changes_nothing(fields, manager, content, client_of):
    with pytest.raises(DomainError):
        save_layout("matter", "", content, actor=manager)
    answer = client_of(manager).post(PAGE, {"content": json.dumps(content), "version": "0"})
    assert answer.status_code == 422
    assert not FieldLayout.objects.filter(version__gt=0).exists()
    assert client_of(manager).post(f"{PAGE}preview/", {"content": json.dumps(content)}).status_code == 422


@pytest.mark.parametrize(
    "given", [{}, {"content": "[]"}, {"content": "{", "version": "0"}, {"content": "[]", "version": "²"}]
)
def test_what_the_page_never_sends_is_refused(fields, manager, client_of, given):
    assert client_of(manager).post(PAGE, given).status_code == 422


def test_whoever_saves_second_is_told_and_loses_nothing_typed(fields, manager, client_of):
    other = make_person("administrator", name="Olga Other")
    save_layout("matter", "", [part("Olga's", "alpha")], version=0, actor=other)
    mine = [part("Mona's", "beta", "alpha", "gamma")]
    answer = client_of(manager).post(PAGE, {"content": json.dumps(mine), "version": "0"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Olga Other has saved this layout meanwhile" in page
    assert 'value="Mona&#x27;s"' in page or 'value="Mona&#39;s"' in page
    assert FieldLayout.objects.get().content[0]["title"] == "Olga's"
    with pytest.raises(Conflict):
        save_layout("matter", "", mine, version=0, actor=manager)


def test_an_earlier_version_comes_back_without_what_is_gone(define, fields, manager):
    save_layout("matter", "", [part("One", "alpha", "beta")], actor=manager)
    row = save_layout("matter", "", [part("Two", "gamma")], actor=manager)
    retire(fields[1], actor=manager)
    row = restore_layout(row, 1, version=2, actor=manager)
    assert row.content == [part("One", "alpha")]
    assert row.version == 3
    with pytest.raises(Conflict):
        restore_layout(row, 2, version=2, actor=manager)
    with pytest.raises(DomainError):
        restore_layout(row, 99, version=3, actor=manager)


def test_pages_ask_nothing_more_for_a_layout(fields, manager, django_assert_num_queries):
    save_layout("matter", "", [part("One", "alpha")], actor=manager)
    catalogue()
    with django_assert_num_queries(0):
        assert catalogue().layout("matter")[0].title == "One"


@pytest.mark.parametrize("role", ["attorney", "auditor", "general_counsel"])
def test_only_who_governs_fields_arranges_them(fields, role, client_of):
    client = client_of(make_person(role))
    for address in (PAGE, f"{PAGE}preview/", f"{PAGE}restore/"):
        assert client.post(address, {"content": "[]", "version": "0"}).status_code == 403


def test_files_of_the_configuration_carry_it(fields, manager):
    save_layout("matter", "", [part("One", "alpha", roles=["auditor"])], actor=manager)
    (item,) = configuration.export()
    assert item["layout"] == "matter"
    save_layout("matter", "", [], actor=manager)
    configuration.save("matter", {"sections": item["sections"]}, manager)
    assert configuration.export() == [item]
    for key, wrong in (
        ("nothing", {"sections": []}),
        ("matter/nothing", {"sections": []}),
        ("matter", {"sections": 1}),
    ):
        with pytest.raises(DomainError):
            configuration.save(key, wrong, manager)


def test_every_kind_of_record_with_fields_has_its_page(client_of, manager):
    for host in hosts():
        assert client_of(manager).get(reverse("fields:layout", args=[host.record_type])).status_code == 200
    assert client_of(manager).get(reverse("fields:layout", args=["nothing"])).status_code == 404
    assert client_of(manager).get(reverse("fields:layout_of", args=["matter", "nothing"])).status_code == 404
