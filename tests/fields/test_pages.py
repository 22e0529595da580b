"""The details of a record on its page: seen, filled in, with what was typed kept; and the console."""

import pytest
from django.urls import reverse

from legalops.fields.models import FieldDefinition
from legalops.fields.services import set_values
from legalops.requests.models import Request
from matters.models import Matter, MatterType
from tests.factories import make_matter, make_person
from vendors.models import Firm
from vendors.searching import build_firms

pytestmark = pytest.mark.django_db


def test_details_are_filled_in_and_their_history_is_told(define, client_of):
    define("claim", section="Insurance", why="The broker asks for it.")
    matter = make_matter()
    client, edit = client_of(matter.lead), reverse("fields:edit", args=["matter", matter.pk])
    assert "The broker asks for it." in client.get(edit).content.decode()
    answer = client.post(edit, {"cf_claim": "CLM-9", "seen": '{"claim": null}'})
    assert answer.status_code == 303
    page = client.get(reverse("matters:matter", args=[matter.number])).content.decode()
    assert "Insurance" in page
    assert "CLM-9" in page
    history = reverse("fields:history", args=["matter", matter.pk, "claim"])
    assert "CLM-9" in client.get(history).content.decode()
    timeline = client.get(reverse("matters:timeline", args=[matter.number])).content.decode()
    assert "Claim" in timeline


def test_a_refused_form_keeps_what_was_typed_and_says_why_beside_the_field(define, client_of):
    define("claim", pattern="CLM-[0-9]+")
    matter = make_matter()
    answer = client_of(matter.lead).post(
        reverse("fields:edit", args=["matter", matter.pk]), {"cf_claim": "my claim"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "my claim" in page
    assert "does not match the pattern" in page


def test_a_field_of_some_roles_is_on_no_page_of_others(define, client_of):
    define("secret_reserve", see_roles=["general_counsel"])
    matter, counsel = make_matter(), make_person("general_counsel")
    set_values(matter, {"secret_reserve": "Pelican"}, actor=counsel)
    for name in ("matters:matter", "matters:timeline"):
        page = client_of(matter.lead).get(reverse(name, args=[matter.number])).content.decode()
        assert "Pelican" not in page
        assert "Secret reserve" not in page
    assert "Pelican" in client_of(counsel).get(
        reverse("matters:matter", args=[matter.number])
    ).content.decode()  # fmt: skip
    history = reverse("fields:history", args=["matter", matter.pk, "secret_reserve"])
    assert client_of(matter.lead).get(history).status_code == 404
    assert "Pelican" in client_of(counsel).get(history).content.decode()


def test_an_administrator_defines_a_field_in_the_console(client_of):
    admin = make_person("administrator", is_staff=True)
    client, add = client_of(admin), reverse("admin:fields_fielddefinition_add")
    assert client.get(add).status_code == 200
    rows = {"choices-TOTAL_FORMS": 1, "choices-INITIAL_FORMS": 0, "choices-0-code": "legal"}
    rows |= {"choices-0-label": "Legal", "choices-0-position": 1}
    given = {"record_type": "matter", "code": "business_line", "label": "Business line", "kind": "choice"}
    answer = client.post(add, given | rows | {"position": 10, "places": 0})
    assert answer.status_code == 302, answer.content.decode()[:5000]
    row = FieldDefinition.objects.get()
    assert [each.label for each in row.choices.all()] == ["Legal"]
    matter = make_matter()
    page = client_of(matter.lead).get(reverse("fields:edit", args=["matter", matter.pk]))
    assert "Business line" in page.content.decode()
    wrong = client.post(add, given | rows | {"code": "number", "position": 10, "places": 0})
    assert "Choose another code" in wrong.content.decode()


def test_what_is_asked_at_opening_is_asked_required_and_kept(define, client_of):
    define("claim", asked_at_opening=True, is_required=True)
    define("patent", asked_at_opening=True, is_required=True, sub_types=["patent-litigation"])
    lead = make_person("legal_ops_manager")
    kind = MatterType.objects.get(code="commercial-litigation")
    client, typed = client_of(lead), {"name": "Pell v. Arden", "matter_type": kind.pk, "lead": lead.pk}
    refused = client.post(reverse("matters:new"), typed)
    assert refused.status_code == 422
    assert refused.content.decode().count("This is required.") == 1
    assert not Matter.objects.exists()
    client.post(reverse("matters:new"), typed | {"cf_claim": "CLM-1"})
    assert Matter.objects.get().custom == {"claim": "CLM-1"}


def test_a_requester_answers_what_is_asked_of_them_and_sees_nothing_else(define, client_of):
    define("budget_code", record_type="request", asked_at_opening=True, outsiders_see=True)
    define("triage", record_type="request")
    client = client_of(make_person("requester"))
    page = client.get(reverse("requests:ask", args=["question"])).content.decode()
    assert "Budget code" in page
    assert "Triage" not in page
    typed = {"title": "May we", "description": "Please", "cf_budget_code": "B-7", "cf_triage": "x"}
    client.post(reverse("requests:ask", args=["question"]), typed)
    made = Request.objects.get()
    assert made.custom == {"budget_code": "B-7"}
    manager = make_person("legal_ops_manager")
    set_values(made, {"triage": "Hidden words"}, actor=manager)
    shown = client.get(reverse("requests:request", args=[made.number])).content.decode()
    assert "B-7" in shown
    assert "Hidden words" not in shown
    assert "Triage" not in shown
    assert client.get(reverse("fields:edit", args=["request", made.pk])).status_code == 404


def test_a_new_firm_and_the_search_index_know_what_is_asked(define, client_of):
    define("panel", record_type="firm", asked_at_opening=True, is_searchable=True, outsiders_see=True)
    client = client_of(make_person("legal_ops_manager"))
    given = {"name": "Arden", "code": "arden", "currency": "USD", "country": "US", "cf_panel": "Heron"}
    client.post(reverse("vendors:new"), given)
    firm = Firm.objects.get(code="arden")
    assert firm.custom == {"panel": "Heron"}
    assert "Heron" in next(iter(build_firms([firm.pk]))).body
