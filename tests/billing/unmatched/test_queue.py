"""The mapping queue: groups, suggestions, who may see it, and the page as it changes."""

import pytest
from django.urls import reverse

from billing.models import Invoice
from billing.selectors.unmatched import waiting_for_mapping
from legalops import jobs
from matters.models import MatterNumber
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import imported
from tests.factories import make_invoice, make_matter, make_person, make_timekeeper, raise_wall
from tests.htmx import Page
from vendors.models import Timekeeper, TimekeeperAlias

pytestmark = pytest.mark.django_db
QUEUE = "/invoices/unmatched/"


@pytest.fixture
def mapping_client(client, specialist):
    client.force_login(specialist)
    return client


def send(firm, biller, *invoices):
    return imported(ledes(*invoices), firm, biller)


def address(name: str, firm, **query) -> str:
    return reverse(f"billing:{name}", query={"firm": firm.code, **query})


def test_invoices_are_grouped_by_firm_and_number(firm, biller, specialist, jo):
    send(firm, biller, invoice("A", matter="M-77"), invoice("B", fee("1.00"), matter="M-77"))
    send(firm, biller, invoice("C", matter="M-88"))
    groups = {each.number: each for each in waiting_for_mapping(specialist).matters}
    assert {number: (each.count, each.amount) for number, each in groups.items()} == {
        "M-77": (2, 1500),
        "M-88": (1, 1000),
    }
    assert [each.number for each in groups["M-77"].invoices] == ["A", "B"]


def test_people_are_grouped_whatever_the_spelling_of_the_id(firm, biller, specialist, matter):
    send(
        firm,
        biller,
        invoice("A", fee(timekeeper_id="tk9"), fee("1.00", timekeeper_id="TK9")),
        invoice("B", fee("3.00", timekeeper_id="TK9")),
    )
    (group,) = waiting_for_mapping(specialist).people
    assert (group.code, group.lines, group.count, group.amount, group.name) == ("TK9", 3, 2, 3000, "Ruiz, Jo")


def test_similar_numbers_and_same_names_are_suggested(firm, biller, specialist, jo):
    near = make_matter(firms=(firm,), number="M-2026-0044")
    make_matter(firms=(firm,), number="X-1")
    send(firm, biller, invoice("A", fee(timekeeper_id="TK9"), matter="M-2026-44"))
    waiting = waiting_for_mapping(specialist)
    assert waiting.matters[0].suggestions == [near]
    assert waiting.people[0].suggestions == [jo]


def test_matter_behind_a_wall_is_never_suggested_or_mapped_to(firm, biller, specialist, mapping_client, jo):
    secret = make_matter(firms=(firm,), number="M-2026-0044")
    raise_wall(secret, specialist)
    send(firm, biller, invoice("A", matter="M-2026-44"))
    assert waiting_for_mapping(specialist).matters[0].suggestions == []
    url = address("map_matter", firm, client="M-2026-44", own="LF-1")
    response = mapping_client.post(url, {"matter": "M-2026-0044", "remember": "M-2026-44"})
    assert response.status_code == 422
    assert "There is no matter M-2026-0044" in response.content.decode()
    assert not MatterNumber.objects.exists()


def test_mapping_through_the_dialog(firm, biller, mapping_client, matter, jo):
    send(firm, biller, invoice("A", matter="M-77"))
    url = address("map_matter", firm, client="M-77", own="LF-1")
    assert "1 invoice of Arnsley LLP waits" in mapping_client.get(url).content.decode()
    response = mapping_client.post(url, {"matter": "m-1", "remember": "M-77"})
    assert response.status_code == 303
    jobs.run_pending(propagate=True)
    assert Invoice.objects.get().state == "in_review"


def test_firm_that_is_not_engaged_is_mapped_on_purpose_only(firm, biller, mapping_client, jo):
    make_matter(number="M-5")
    send(firm, biller, invoice("A", matter="M-77"))
    url = address("map_matter", firm, client="M-77", own="LF-1")
    refused = mapping_client.post(url, {"matter": "M-5", "remember": "M-77"})
    assert refused.status_code == 422
    assert "is not engaged on M-5" in refused.content.decode()
    meant = {"matter": "M-5", "remember": "M-77", "not_engaged": "on"}
    assert mapping_client.post(url, meant).status_code == 303
    jobs.run_pending(propagate=True)
    assert Invoice.objects.get().findings.filter(rule="G03").exists()


def test_person_is_mapped_or_added_through_the_dialogs(firm, biller, mapping_client, matter, jo):
    send(firm, biller, invoice("A", fee(timekeeper_id="TK8"), fee("1.00", timekeeper_id="TK9")))
    mapped = mapping_client.post(address("map_person", firm, code="TK8"), {"timekeeper": jo.pk})
    assert mapped.status_code == 303
    new = {"last_name": "Kim", "first_name": "Hana", "classification": "ASSOC", "status": "approved"}
    assert mapping_client.post(address("add_person", firm, code="TK9"), new).status_code == 303
    jobs.run_pending(propagate=True)
    assert Invoice.objects.get().state == "in_review"
    assert TimekeeperAlias.objects.get().code_key == "TK8"
    assert Timekeeper.objects.get(code="TK9").status == "approved"


def test_person_of_another_firm_is_no_choice(firm, rival, biller, mapping_client, matter, jo):
    send(firm, biller, invoice("A", fee(timekeeper_id="TK8")))
    stranger = make_timekeeper(rival)
    response = mapping_client.post(address("map_person", firm, code="TK8"), {"timekeeper": stranger.pk})
    assert response.status_code == 422
    assert not TimekeeperAlias.objects.exists()


def test_rejecting_through_the_dialog(firm, biller, mapping_client, jo):
    stored = send(firm, biller, invoice("A", matter="M-77")).invoices.get()
    url = reverse("billing:reject_unmatched", args=[stored.pk])
    assert mapping_client.post(url, {"reason": ""}).status_code == 422
    assert mapping_client.post(url, {"reason": "Not ours."}).status_code == 303
    stored.refresh_from_db()
    assert stored.state == "rejected"


def test_what_somebody_else_did_first_is_said_and_nothing_happens(firm, biller, mapping_client, jo):
    response = mapping_client.get(address("map_matter", firm, client="M-77", own=""))
    assert response.headers["Location"] == QUEUE
    assert "Nothing waits under this any more." in mapping_client.get(QUEUE).content.decode()


def test_page_after_the_background_work_equals_a_fresh_one(firm, biller, mapping_client, matter, jo):
    send(firm, biller, invoice("A", matter="M-77"), invoice("B", fee("1.00"), matter="M-88"))
    url = address("map_matter", firm, client="M-77", own="LF-1")
    mapping_client.post(url, {"matter": "M-1", "remember": "M-77"})
    page = Page.get(mapping_client, QUEUE)
    assert "Being matched" in page.find("#unmatched").text_content()
    jobs.run_pending(propagate=True)
    page.trigger(mapping_client, "#unmatched")
    fresh = Page.get(mapping_client, QUEUE)
    page.assert_equals(fresh)
    assert "M-77" not in fresh.find("#unmatched").text_content()


def test_query_count_does_not_grow_with_the_rows(
    firm, rival, biller, mapping_client, matter, jo, django_assert_max_num_queries
):
    counts = []
    for rows in (1, 30):
        for n in range(rows):
            for each in (firm, rival):
                make_invoice(each, None, number=f"{each.pk}-{rows}-{n}", client_matter_id=f"N-{rows}-{n}")
        with django_assert_max_num_queries(40) as captured:
            assert mapping_client.get(QUEUE).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", ["attorney", "finance", "auditor", "requester", "general_counsel"])
def test_only_those_who_map_may_look_or_act(client, firm, biller, jo, role):
    stored = send(firm, biller, invoice("A", matter="M-77")).invoices.get()
    client.force_login(make_person(role))
    assert client.get(QUEUE).status_code == 403
    reject = reverse("billing:reject_unmatched", args=[stored.pk])
    assert client.post(reject, {"reason": "x"}).status_code == 403
    assert client.post(reverse("billing:match_again")).status_code == 403
    stored.refresh_from_db()
    assert stored.state == "unmatched"


def test_firms_do_not_see_it(client, biller):
    client.force_login(biller)
    assert client.get(QUEUE).status_code == 403


def test_empty_queue_says_what_would_be_here(mapping_client):
    assert "Nothing waits for mapping" in mapping_client.get(QUEUE).content.decode()
