"""The inbox, and the decisions made from pages."""

from decimal import Decimal as D

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from billing.models import Invoice, InvoiceNote
from billing.services.adjustments import reduce_line
from billing.services.approvals import submit_for_approval
from billing.services.findings import accept_finding
from tests.approvals.scenes import approvers, people, policy
from tests.billing.scenes import make_scene, reason
from tests.factories import make_budget, make_finding, make_invoice, make_matter, raise_wall
from tests.htmx import Page

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def url(scene, name):
    return reverse(f"billing:{name}", args=[scene.invoice.pk])


@pytest.fixture
def scene():
    scene = make_scene(1000, 500)
    make_budget(scene.matter, 5000)
    accept_finding(
        make_finding(scene.invoice, scene.lines[0], rule="G26", outcome="adjust", reduction=D(100)),
        actor=scene.reviewer,
    )
    make_finding(scene.invoice, scene.lines[1], rule="G41", outcome="adjust", reduction=D(50))
    submit_for_approval(scene.invoice, actor=scene.reviewer, confirm_open=True)
    return scene


def test_the_inbox_says_what_a_decision_needs(scene):
    text = browser(scene.lead).get(reverse("approvals:inbox")).content.decode()
    for words in (scene.invoice.number, "1,400.00", "1,500.00", "1 finding left open", "1 accepted", "28%"):
        assert words in text
    assert "Nothing waits for you" in browser(scene.counsel).get(reverse("approvals:inbox")).content.decode()


def test_the_inbox_costs_the_same_with_one_and_with_many(scene):
    client, address = browser(scene.lead), reverse("approvals:inbox")

    def count():
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    client.get(address)
    one = count()
    for n in range(12):
        matter = make_matter(lead=scene.lead, firms=(scene.firm,), name=f"Matter {n}")
        submit_for_approval(make_invoice(scene.firm, matter, 50), actor=scene.reviewer)
    assert count() == one


def test_a_walled_approver_has_an_empty_inbox(scene):
    raise_wall(scene.matter, scene.lead)
    client = browser(scene.lead)
    assert scene.invoice.number not in client.get(reverse("approvals:inbox")).content.decode()
    assert client.post(url(scene, "approve"), {"version": "3"}).status_code == 404
    assert scene.fresh().state == "pending_approval"


def test_approving_in_the_dialog_leads_on_to_what_waits_next(scene):
    after = make_invoice(scene.firm, scene.matter, 60, due_on=scene.invoice.due_on)
    submit_for_approval(after, actor=scene.reviewer)
    client = browser(scene.lead)
    asked = client.get(url(scene, "approve"), headers=HTMX | {"HX-Target": "form-dialog-body"})
    assert "USD 1,400.00 for Arnsley LLP, of USD 1,500.00 billed" in asked.content.decode()
    data = {"version": scene.fresh().version, "comment": "fine"}
    answer = client.post(url(scene, "approve"), data, headers=HTMX)
    assert answer.headers["HX-Redirect"] == reverse("billing:invoice", args=[after.pk])
    assert scene.fresh().state == "approved"


def test_approving_from_the_inbox_stays_there(scene):
    client, inbox = browser(scene.lead), reverse("approvals:inbox")
    page = {"HX-Current-URL": f"http://testserver{inbox}"}
    answer = client.post(url(scene, "approve"), {"version": scene.fresh().version}, headers=HTMX | page)
    assert answer.headers["HX-Redirect"] == inbox


def test_the_person_may_prefer_to_stay_on_the_invoice(scene):
    client = browser(scene.lead)
    assert client.post(reverse("billing:open_next"), {}).status_code == 204
    answer = client.post(url(scene, "approve"), {"version": scene.fresh().version}, headers=HTMX)
    assert answer.headers["HX-Redirect"] == url(scene, "invoice")


def test_an_old_version_is_not_approved_and_the_dialog_says_what_changed(scene):
    client = browser(scene.lead)
    answer = client.post(url(scene, "approve"), {"version": "1", "comment": "kept"}, headers=HTMX)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "1,400.00" in text
    assert "kept" in text
    assert scene.fresh().state == "pending_approval"


@pytest.mark.parametrize(("name", "state"), [("send_back", "in_review"), ("reject", "rejected")])
def test_refusing_needs_a_reason_and_keeps_it(scene, name, state):
    client = browser(scene.lead)
    refused = client.post(url(scene, name), {"reason": ""}, headers=HTMX)
    assert refused.status_code == 422
    assert scene.fresh().state == "pending_approval"
    for _ in range(2):
        client.post(url(scene, name), {"reason": "Look at line 2"}, headers=HTMX)
    assert scene.fresh().state == state
    assert scene.invoice.transitions.filter(name=name).count() == 1
    shown = browser(scene.reviewer).get(url(scene, "invoice")).content.decode()
    assert "Look at line 2" in shown
    assert InvoiceNote.objects.filter(audience="firm").count() == (1 if name == "reject" else 0)


def test_submitting_asks_about_open_findings_and_can_be_taken_back():
    scene = make_scene(1000)
    make_finding(scene.invoice, scene.lines[0], outcome="adjust", reduction=D(50))
    client = browser(scene.reviewer)
    asked = client.get(url(scene, "submit"), headers=HTMX | {"HX-Target": "form-dialog-body"})
    assert "Leave 1 finding undecided" in asked.content.decode()
    data = {"version": scene.fresh().version}
    assert client.post(url(scene, "submit"), data, headers=HTMX).status_code == 422
    client.post(url(scene, "submit"), data | {"confirm_open": "on"}, headers=HTMX)
    assert scene.fresh().state == "pending_approval"
    shown = client.get(url(scene, "invoice")).content.decode()
    assert f'action="{url(scene, "recall")}"' in shown
    client.post(url(scene, "recall"), headers=HTMX)
    assert scene.fresh().state == "in_review"


def test_without_a_possible_approver_the_page_says_what_to_set_up():
    scene = make_scene(100, lead_limit=50)
    scene.counsel.is_active = False
    scene.counsel.save()
    client = browser(scene.reviewer)
    assert "needs an authority limit" in client.get(url(scene, "invoice")).content.decode()
    answer = client.post(url(scene, "submit"), {"version": "1"}, headers=HTMX)
    assert answer.status_code == 422
    assert "needs an authority limit" in answer.content.decode()
    assert scene.fresh().state == "in_review"


def test_the_page_of_a_decided_invoice_equals_a_fresh_one_after_a_note(scene):
    client = browser(scene.lead)
    shown = Page.get(client, url(scene, "invoice"))
    shown.trigger(client, "//form[@data-note-form='firm']", {"body": "Why"})
    shown.assert_equals(Page.get(client, url(scene, "invoice")))


def test_a_line_changed_after_submission_cannot_be_approved_unseen():
    scene = make_scene(1000)
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    seen = scene.fresh().version
    client = browser(scene.reviewer)
    client.post(url(scene, "recall"), headers=HTMX)
    reduce_line(scene.lines[0], amount=D(10), reason=reason(), actor=scene.reviewer)
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    answer = browser(scene.lead).post(url(scene, "approve"), {"version": seen}, headers=HTMX)
    assert answer.status_code == 422
    assert Invoice.objects.get(pk=scene.invoice.pk).state == "pending_approval"


def test_who_is_asked_at_the_same_time_is_named_together():
    one, two, three = approvers(3)
    policy({"position": 1, **people(one)}, {"position": 1, **people(two)}, {"position": 2, **people(three)})
    scene = make_scene(1000)
    reviewer, told = browser(scene.reviewer), "Approver 1 and Approver 2, then Approver 3"
    assert f"USD 1,000.00 goes to {told}." in reviewer.get(url(scene, "submit")).content.decode()
    assert "Goes to <b>Approver 1 and Approver 2</b>, then <b>Approver 3</b>" in _bar(reviewer, scene)
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    bar = _bar(browser(one), scene)
    assert "<b>Approver 2</b> decides at the same time. Then <b>Approver 3</b> decides" in bar
    assert "accounts payable" not in bar


def _bar(client, scene):
    return client.get(url(scene, "invoice")).content.decode().split('id="rv-bar"')[1]
