"""Conflict checks: found across all records, decided by reviewers, leaking nowhere."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from legalops.contacts.services import add_name, relate
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from matters.models import ConflictCheck, ConflictHit, NameEntry, PartyRole
from matters.selectors.conflicts.page import hit_lines
from matters.selectors.conflicts.sources import names_in_title
from matters.selectors.conflicts.standing import standing_of
from matters.services.conflicts import (
    answer_waiver,
    check_matter,
    check_request,
    clear_check,
    decide_hit,
    rebuild_names,
    refresh_names,
    request_waiver,
)
from matters.services.parties import add_party, change_party, remove_party
from tests.factories import make_entity, make_firm, make_matter, make_person, make_request, make_timekeeper
from tests.factories.contacts import make_contact, make_party

pytestmark = pytest.mark.django_db


@pytest.fixture
def counsel():
    return make_person("general_counsel", name="Grace")


def found_by(check) -> dict[str, str]:
    return {hit.found: hit.severity for hit in check.hits.filter(current=True)}


def test_an_opponent_who_was_a_client_is_found_under_another_spelling(counsel):
    old = make_matter(name="Supply contract")
    make_party(old, "Müller Logistik GmbH", "client-entity")
    new = make_matter(name="Claim")
    make_party(new, "MUELLER LOGISTIK AG", "defendant")
    check = check_matter(new, actor=counsel)
    hit = check.hits.get()
    assert (hit.found, hit.severity, hit.score) == ("Müller Logistik GmbH", "high", 96)
    line = hit_lines(check, counsel)[0]
    assert "after removing" in line.why
    assert old.number in line.where


def test_aliases_former_names_and_relations_lead_to_hits_with_their_reasons(counsel):
    actor = make_person("legal_project_manager")
    parent = make_contact("Orkney Holdings plc", by=actor)
    child = make_contact("Shetland Ferries Ltd", by=actor)
    relate(parent, child, kind="parent", since=date(2019, 1, 1), actor=actor)
    add_name(child, name="Island Boats Ltd", kind="former", until=date(2023, 1, 1), actor=actor)
    make_party(make_matter(name="Charter"), parent, "client-entity")
    make_party(make_matter(name="Docking"), child, "client-entity")
    new = make_matter(name="Collision")
    make_party(new, "Island Boats", "defendant")
    lines = {line.hit.found: line for line in hit_lines(check_matter(new, actor=counsel), counsel)}
    assert set(lines) == {"Orkney Holdings plc", "Shetland Ferries Ltd"}
    assert "former name until" in lines["Shetland Ferries Ltd"].why
    assert "by relation: subsidiary of" in lines["Orkney Holdings plc"].why


def test_own_companies_firms_their_people_requests_and_names_of_matters_are_looked_through(counsel):
    make_entity("HS", name="Harborview Shipping Inc")
    make_firm(name="Arnsley LLP")
    make_timekeeper(make_firm(name="Bexley"), first_name="Jonathan", last_name="Okonjo")
    request = make_request(make_person("requester"))
    type(request).objects.filter(pk=request.pk).update(parties=["Quillfeather Trading"])
    make_matter(name="Zanderson v. Harborview")
    new = make_matter(name="New matter")
    for name, role in (
        ("Harborview Shipping", "defendant"), ("Arnsley", "opposing-counsel"), ("Jon Okonjo", "expert"),
        ("Quillfeather Trading Ltd", "client-entity"), ("Zandersen", "plaintiff"),
    ):  # fmt: skip
        make_party(new, name, role)
    found = found_by(check_matter(new, actor=counsel))
    assert {"Harborview Shipping Inc", "Arnsley LLP", "Jonathan Okonjo", "Quillfeather Trading"} <= set(found)
    assert "Zanderson" in found
    assert found["Harborview Shipping Inc"] == "high"


def test_the_same_friend_again_and_courts_are_nothing(counsel):
    friend, court = make_contact("Harborview Holdings"), make_contact("High Court", kind="court")
    for name in ("One", "Two"):
        matter = make_matter(name=name)
        make_party(matter, friend, "client-entity")
        make_party(matter, court, "court")
    assert found_by(check_matter(matter, actor=counsel)) == {}


def test_a_hit_on_a_hidden_matter_is_told_to_reviewers_alone_without_a_name(signed_in, counsel):
    keeper = make_person("general_counsel", name="Keeper of secrets")
    hidden = make_matter(keeper, restricted=True, name="Secret sale")
    make_party(hidden, "Canary Shipping AB", "client-entity")
    attorney = make_person("attorney")
    new = make_matter(attorney, name="Claim")
    make_party(new, "Canary Shipping", "defendant")
    check = check_matter(new, actor=attorney)
    assert ConflictHit.objects.count() == 1
    assert hit_lines(check, attorney) == []
    (line,) = hit_lines(check, counsel)
    assert line.restricted
    assert line.ask == "Keeper of secrets"
    for person in (attorney, counsel):
        client = signed_in(person)
        for address in ("conflict", "conflict_certificate"):
            body = client.get(reverse(f"matters:{address}", args=[check.pk])).getvalue().decode()
            assert "Secret sale" not in body
            assert "Canary Shipping AB" not in body
            assert hidden.number not in body
            assert ("A restricted matter" in body) == (person is counsel)
    assert not ConflictHit.objects.visible_to(attorney).exists()
    assert not ConflictHit.objects.visible_to(counsel).exists()


def test_every_run_ends_open_so_that_its_state_tells_nothing(counsel):
    attorney = make_person("attorney")
    matter = make_matter(attorney)
    make_party(matter, "Nobody Else Ltd", "defendant")
    check = check_matter(matter, actor=attorney)
    assert (check.state, check.hits.count()) == ("open", 0)
    assert clear_check(check, actor=counsel).state == "cleared"
    assert check_matter(matter, actor=attorney).state == "open"


def test_decisions_stay_and_only_what_is_new_or_graver_is_to_decide(counsel):
    client_of = make_party(make_matter(name="Old"), "Baltic Freight", "expert")
    matter = make_matter(name="New")
    make_party(matter, "Baltic Freight Ltd", "defendant")
    check = check_matter(matter, actor=counsel)
    hit = check.hits.get()
    with pytest.raises(DomainError):
        clear_check(check, actor=counsel)
    decide_hit(hit, decision="none", reason="Another company", actor=counsel)
    clear_check(check, conclusion="Nothing", actor=counsel)
    make_party(matter, "Somebody New", "defendant")
    check = check_matter(matter, actor=counsel)
    hit.refresh_from_db()
    assert (check.state, hit.decision, check.hits.count()) == ("open", "none", 1)
    change_party(client_of, {"side": "ours"}, actor=make_person("legal_project_manager"))
    check_matter(matter, actor=counsel)
    hit.refresh_from_db()
    assert (hit.decision, hit.severity) == ("pending", "high")


def test_a_waiver_has_to_be_granted_and_current(counsel):
    make_party(make_matter(name="Old"), "Baltic Freight", "client-entity")
    matter = make_matter(name="New")
    make_party(matter, "Baltic Freight Ltd", "defendant")
    check = check_matter(matter, actor=counsel)
    waiver = request_waiver(check.hits.get(), asked_of="Baltic", scope="This claim", actor=counsel)
    with pytest.raises(DomainError, match="waiver"):
        clear_check(check, actor=counsel)
    with pytest.raises(DomainError):
        answer_waiver(waiver, state="granted", expires_on=clock.today(), actor=counsel)
    answer_waiver(waiver, state="granted", expires_on=clock.today() + timedelta(days=9), actor=counsel)
    assert clear_check(check, actor=counsel).state == "cleared"
    decide_hit(check.hits.get(), decision="conflict", reason="It grew", actor=counsel)
    assert ConflictCheck.objects.get().state == "open"
    assert clear_check(check, actor=counsel).state == "conflict"


def test_changing_parties_makes_the_check_out_of_date_and_it_cannot_be_cleared(counsel):
    actor = make_person("legal_project_manager")
    matter = make_matter()
    role = PartyRole.objects.get(code="defendant")
    card = make_contact("Baltic Freight", by=actor)
    party = add_party(matter, card, role=role, actor=actor)
    check = ConflictCheck.objects.get()
    assert "out of date" in str(standing_of(check).word)
    with pytest.raises(Conflict):
        clear_check(check, actor=counsel)
    clear_check(check_matter(matter, actor=actor), actor=counsel)
    remove_party(party, actor=actor)
    assert ConflictCheck.objects.get().stale
    with pytest.raises(DomainError):
        add_party(matter, card, role=role, since=date(2026, 1, 2), until=date(2026, 1, 1), actor=actor)


def test_only_reviewers_who_see_the_matter_decide(counsel):
    attorney = make_person("attorney")
    make_party(make_matter(name="Old"), "Baltic Freight", "client-entity")
    matter = make_matter(attorney, restricted=True)
    make_party(matter, "Baltic Freight", "defendant")
    check = check_matter(matter, actor=attorney)
    hit = check.hits.get()
    with pytest.raises(NotAllowed):
        decide_hit(hit, decision="none", reason="Mine", actor=attorney)
    with pytest.raises(NotFound):
        decide_hit(hit, decision="none", reason="Mine", actor=counsel)
    with pytest.raises(NotFound):
        check_matter(matter, actor=counsel)


def test_names_follow_their_records_whoever_writes_them(counsel):
    refresh_names()
    before = NameEntry.objects.count()
    firm = make_firm(name="Quillfeather LLP")
    type(firm).objects.filter(pk=firm.pk).update(name="Quillfeather & Sons")
    refresh_names()
    assert NameEntry.objects.filter(source="firm", record_id=firm.pk).get().text == "Quillfeather & Sons"
    firm.delete()
    refresh_names()
    assert NameEntry.objects.count() == before
    assert rebuild_names() == before


def test_requesters_learn_nothing_and_triage_sees_it_stand(signed_in, counsel):
    make_party(make_matter(name="Old"), "Baltic Freight", "client-entity")
    asker = make_person("requester")
    request = make_request(asker)
    request.parties = ["Baltic Freight"]
    request.save()
    check = check_request(request, actor=counsel)
    assert check.hits.get().severity == "high"
    assert not ConflictCheck.objects.visible_to(asker).exists()
    assert ConflictCheck.objects.visible_to(counsel).exists()
    page = signed_in(asker).get(reverse("requests:request", args=[request.number])).getvalue().decode()
    assert "onflict" not in page


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Weiss v. Harbour", ["Weiss", "Harbour"]),
        ("Adler GmbH vs. Baltic Freight: appeal", ["Adler GmbH", "Baltic Freight"]),
        ("Acquisition of Northgate Logistics", ["Northgate Logistics"]),
        ("Office lease Boston", []),
    ],
)
def test_names_are_read_out_of_titles(title, names):
    assert names_in_title(title) == names


def test_a_reviewer_goes_from_party_to_certificate_in_the_browser_less_client(signed_in, counsel):
    make_party(make_matter(name="Old"), "Baltic Freight", "client-entity")
    matter = make_matter(counsel, name="New")
    client = signed_in(counsel)
    tab = client.post(
        reverse("matters:party_new", args=[matter.number]),
        {"name": "Adriatic Carriers", "role": "defendant", "kind": "organisation"},
    )
    assert tab.status_code == 303
    asked = client.post(
        reverse("matters:party_new", args=[matter.number]),
        {"name": "Baltic Freight SA", "role": "defendant", "kind": "organisation"},
    )
    assert asked.status_code == 422
    client.post(
        reverse("matters:party_new", args=[matter.number]),
        {"name": "Baltic Freight SA", "role": "defendant", "kind": "organisation", "card": "new"},
    )
    client.post(reverse("matters:conflicts_check", args=[matter.number]))
    check = ConflictCheck.objects.get(matter=matter)
    page = reverse("matters:conflict", args=[check.pk])
    assert "Baltic Freight" in client.get(page).getvalue().decode()
    hit = check.hits.get()
    client.post(f"{page}hits/{hit.pk}/", {"decision": "none", "reason": "Another company"})
    client.post(f"{page}conclude/", {"conclusion": "Clear"})
    certificate = client.get(f"{page}certificate/").getvalue().decode()
    assert "Conflicts: cleared" in certificate
    assert "Another company" in certificate
    assert (
        "Conflicts: cleared"
        in client.get(reverse("matters:people", args=[matter.number])).getvalue().decode()
    )
