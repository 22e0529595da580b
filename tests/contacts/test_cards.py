"""Cards: who sees them, one card for each, and what happens when two are one."""

import pytest
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.contacts.models import Contact, ContactRelation
from legalops.contacts.selectors.alike import alike
from legalops.contacts.services import (
    add_contact,
    add_name,
    edit_contact,
    end_relation,
    merge_contacts,
    relate,
)
from legalops.kernel.errors import Conflict, DomainError, NotFound
from matters.models import Party, PartyRole
from matters.services.parties import add_party
from tests.factories import make_matter, make_person, make_team, raise_wall
from tests.factories.contacts import make_contact, make_party

pytestmark = pytest.mark.django_db


def sees(person, contact) -> bool:
    return Contact.objects.visible_to(person).filter(pk=contact.pk).exists()


def test_a_card_is_seen_through_a_visible_matter_alone():
    attorney, colleague = make_person("attorney"), make_person("attorney")
    matter = make_matter(attorney, restricted=True)
    card = make_contact("Canary Shipping AB", by=attorney)
    make_party(matter, card)
    assert sees(attorney, card)
    assert not sees(colleague, card)
    make_party(make_matter(colleague), card)
    assert sees(colleague, card)


def test_whoever_made_a_card_loses_it_behind_a_wall():
    maker = make_person("attorney")
    matter = make_matter(maker, team=make_team(maker))
    card = make_contact("Canary Shipping AB", by=maker)
    assert sees(maker, card)
    make_party(matter, card)
    assert sees(maker, card)
    raise_wall(matter, maker)
    assert not sees(maker, card)


def test_courts_and_the_directory_are_no_secret_but_nobody_outside_sees_any():
    court = make_contact("High Court of Justice", kind="court")
    card = make_contact("Baltic Freight", directory=True)
    for role in ("attorney", "finance", "auditor"):
        assert sees(make_person(role), court)
        assert sees(make_person(role), card)
    for role in ("requester", "administrator"):
        assert not sees(make_person(role), court)


def test_a_new_name_keeps_the_old_one_as_a_former_name():
    actor = make_person("paralegal")
    card = make_contact("Northwind Ltd", by=actor)
    edit_contact(card, {"name": "Southwind Ltd"}, actor=actor)
    assert [(each.name, each.kind) for each in card.names.all()] == [("Northwind Ltd", "former")]
    with pytest.raises(Conflict):
        edit_contact(card, {"name": "Westwind"}, version=1, actor=actor)


def test_cards_like_a_name_are_offered_and_hidden_ones_are_not():
    actor = make_person("paralegal")
    known = make_contact("Müller Logistik GmbH", by=actor)
    add_name(known, name="Mulog", kind="short", actor=actor)
    hidden = make_contact("Mueller Logistik AG")
    make_party(make_matter(restricted=True), hidden)
    assert [each.contact for each in alike(actor, "mueller logistik")] == [known]
    assert [each.contact for each in alike(actor, "MULOG")] == [known]
    assert alike(actor, "Nothing like it") == []


def test_merging_moves_all_and_leaves_the_way():
    actor = make_person("paralegal", "legal_project_manager")
    one, other = make_contact("Acme Corp", by=actor), make_contact("ACME Corporation Ltd", by=actor)
    parent = make_contact("Acme Group", by=actor)
    relate(parent, one, kind="parent", actor=actor)
    party = make_party(make_matter(), one)
    make_party(make_matter(), other)
    merge_contacts(one, other, actor=actor)
    assert Party.objects.get(pk=party.pk).contact == other
    assert ContactRelation.objects.get().target == other
    assert list(other.names.values_list("name", flat=True)) == ["Acme Corp"]
    with pytest.raises(Conflict):
        edit_contact(one, {"name": "x"}, actor=actor)
    with pytest.raises(DomainError):
        merge_contacts(other, other, actor=actor)


def test_relations_end_and_do_not_turn_round():
    actor = make_person("paralegal")
    parent, child = make_contact("Parent", by=actor), make_contact("Child", by=actor)
    relation = relate(parent, child, kind="parent", actor=actor)
    with pytest.raises(DomainError):
        relate(parent, child, kind="parent", actor=actor)
    with pytest.raises(DomainError):
        relate(child, parent, kind="parent", actor=actor)
    with pytest.raises(DomainError):
        relate(child, child, kind="affiliate", actor=actor)
    end_relation(relation, actor=actor)
    assert not ContactRelation.objects.filter(until__isnull=True).exists()


def test_a_relation_with_a_hidden_card_is_hidden_and_no_event_names_it():
    actor, colleague = make_person("attorney"), make_person("attorney")
    shown, hidden = make_contact("Open Ltd", directory=True), make_contact("Canary Ltd", by=actor)
    make_party(make_matter(actor, restricted=True), hidden)
    relate(hidden, shown, kind="parent", actor=actor)
    assert ContactRelation.objects.visible_to(actor).exists()
    assert not ContactRelation.objects.visible_to(colleague).exists()
    told = AuditEvent.objects.filter(subject_type="contacts.contact", subject_id=shown.pk)
    assert all("Canary" not in str((each.before, each.after, each.reason)) for each in told)


def test_nobody_changes_or_uses_a_card_they_do_not_see():
    stranger = make_person("paralegal")
    card = make_contact("Canary Ltd")
    make_party(make_matter(restricted=True), card)
    with pytest.raises(NotFound):
        edit_contact(card, {"name": "Mine"}, actor=stranger)
    own = make_matter(stranger, team=make_team(stranger))
    with pytest.raises(NotFound):
        add_party(own, card, role=PartyRole.objects.get(code="witness"), actor=stranger)


def test_a_hidden_card_leaks_on_no_page(signed_in):
    attorney, stranger = make_person("attorney"), make_person("attorney")
    card = make_contact("Canary Shipping AB", by=attorney, email="canary@example.com")
    make_party(make_matter(attorney, restricted=True, name="Secret sale"), card)
    client = signed_in(stranger)
    for address in (
        reverse("contacts:list"),
        reverse("contacts:list") + "?q=canary",
        reverse("contacts:list") + "?export=csv",
        reverse("contacts:suggest") + "?name=canary+shipping",
        reverse("find") + "?q=canary",
    ):
        assert "Canary" not in client.get(address).getvalue().decode()
    assert client.get(reverse("contacts:contact", args=[card.pk])).status_code == 404
    assert client.post(reverse("contacts:edit", args=[card.pk]), {"name": "x"}).status_code == 404


def test_a_card_is_made_once_on_the_page_and_merged_addresses_lead_on(signed_in):
    actor = make_person("paralegal")
    client = signed_in(actor)
    new = reverse("contacts:new")
    client.post(new, {"name": "Northgate Logistics GmbH", "kind": "organisation"})
    again = client.post(new, {"name": "NORTHGATE LOGISTICS", "kind": "organisation"})
    assert again.status_code == 422
    assert "Northgate Logistics GmbH" in again.getvalue().decode()
    assert Contact.objects.count() == 1
    client.post(new, {"name": "NORTHGATE LOGISTICS", "kind": "organisation", "card": "new"})
    first, second = Contact.objects.order_by("pk")
    client.post(reverse("contacts:merge", args=[second.pk]), {"name": first.name, "card": str(first.pk)})
    answer = client.get(reverse("contacts:contact", args=[second.pk]))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("contacts:contact", args=[first.pk])


def test_the_page_shows_only_matters_that_the_reader_sees(signed_in):
    attorney, stranger = make_person("attorney"), make_person("attorney")
    card = make_contact("Baltic Freight", by=attorney, directory=True)
    make_party(make_matter(attorney, restricted=True, name="Secret sale"), card)
    make_party(make_matter(stranger, name="Open claim"), card)
    panel = reverse("matters:contact_panel", args=[card.pk])
    body = signed_in(stranger).get(panel).getvalue().decode()
    assert "Open claim" in body
    assert "Secret sale" not in body


def test_an_empty_name_is_refused():
    with pytest.raises(DomainError):
        add_contact(name="   ", actor=make_person("paralegal"))
