"""The inbox over all kinds, the page of a request, links of letters, bulk, delegation and trial pages."""

import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from billing.services.approvals import approve, submit_for_approval
from legalops.approvals import links
from legalops.approvals.models import Absence, Delegation, Request
from legalops.approvals.services import delegate, hold
from legalops.kernel import clock
from legalops.notifications.models import Notification
from tests.approvals.scenes import approvers, ask_of, pending, people, policy, submitted
from tests.billing.scenes import make_scene
from tests.factories import make_invoice, make_matter, make_person, raise_wall

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(client, name, *args):
    answer = client.get(reverse(f"approvals:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_inbox_names_what_from_whom_and_why():
    scene, request = submitted()
    text = text_of(browser(scene.lead), "inbox")
    for words in (scene.invoice.number, "Asked by Bill Reviewer", "leads the matter.", "USD 1,000.00"):
        assert words in text
    for name in ("approve", "send_back", "reject", "hold", "add_approver"):
        assert reverse(f"approvals:{name}", args=[request.pk]) in text
    assert reverse("approvals:reassign", args=[ask_of(request, scene.lead).pk]) in text


def test_the_top_bar_counts_what_waits():
    scene, _request = submitted()
    said = browser(scene.lead).get(reverse("nav_counts")).content.decode()
    assert re.search(r'id="top-count-approvals-inbox"[^>]*>1<', said)


def test_a_decision_for_a_colleague_is_shown_as_one():
    one, two = approvers(2)
    delegate(one, two, starts=clock.today(), actor=one)
    scene, request = submitted(people(one))
    client = browser(two)
    assert "You decide for Approver 1." in text_of(client, "inbox")
    assert "You decide for Approver 1" in text_of(client, "request", request.pk)
    client.post(reverse("approvals:approve", args=[request.pk]), {"version": scene.fresh().version})
    assert scene.fresh().state == "approved"
    assert "Approver 1" in text_of(client, "decided")
    assert "by Approver 2 for them" in text_of(browser(scene.lead), "request", request.pk)


@pytest.mark.parametrize(("name", "state"), [("send_back", "in_review"), ("reject", "rejected")])
def test_refusing_needs_a_reason_and_keeps_it(name, state):
    scene, request = submitted()
    client, url = browser(scene.lead), reverse(f"approvals:{name}", args=[request.pk])
    assert client.post(url, {"reason": ""}, headers=HTMX).status_code == 422
    client.post(url, {"reason": "Look again"}, headers=HTMX)
    assert scene.fresh().state == state


def test_what_changed_since_it_was_seen_is_not_approved():
    scene, request = submitted()
    url = reverse("approvals:approve", args=[request.pk])
    answer = browser(scene.lead).post(url, {"version": "1", "comment": "kept"}, headers=HTMX)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "To approve now: USD 1,000.00" in text
    assert "kept" in text


def test_who_asked_sees_for_whom_it_waits():
    scene, request = submitted()
    text = text_of(browser(scene.reviewer), "asked")
    assert scene.invoice.number in text
    assert "Lena Lead" in text
    page = text_of(browser(scene.reviewer), "request", request.pk)
    assert reverse("approvals:recall", args=[request.pk]) in page
    assert reverse("approvals:remind", args=[ask_of(request, scene.lead).pk]) in page


def test_the_request_is_on_the_page_of_its_invoice():
    scene, _request = submitted()
    text = browser(scene.reviewer).get(reverse("billing:invoice", args=[scene.invoice.pk])).content.decode()
    assert "Asked by Bill Reviewer" in text
    assert "leads the matter." in text


def test_many_are_approved_after_a_look_at_what_each_does():
    scene, first = submitted()
    second_invoice = make_invoice(scene.firm, scene.matter, 8000)
    second = submit_for_approval(second_invoice, actor=scene.reviewer).request
    client, url = browser(scene.lead), reverse("approvals:approve_many")
    keys = [first.pk, second.pk]
    shown = client.post(url, {"selected": keys}, headers=HTMX).content.decode()
    assert "Is approved then" in shown
    assert "Then Gerda Counsel decides" in shown
    assert scene.fresh().state == "pending_approval"
    versions = {f"version-{first.pk}": scene.fresh().version, f"version-{second.pk}": 1}
    client.post(url, {"selected": keys, "confirmed": "1", **versions}, headers=HTMX)
    assert scene.fresh().state == "approved"
    assert pending(second) == ["Lena Lead"]


def test_a_link_opens_the_decision_after_sign_in_and_decides_nothing():
    scene, request = submitted()
    link = Notification.objects.get(recipient=scene.lead).url
    outside = Client().get(link)
    assert outside.status_code == 302
    assert "/accounts/login/" in outside.headers["Location"]
    answer = browser(scene.lead).get(link)
    assert answer.headers["Location"] == reverse("approvals:request", args=[request.pk])
    assert browser(scene.lead).post(link).status_code == 405
    assert scene.fresh().state == "pending_approval"


def test_a_link_of_somebody_else_or_behind_a_wall_leads_nowhere():
    scene, request = submitted()
    link = links.link_for(ask_of(request, scene.lead), scene.lead.pk)
    assert browser(scene.counsel).get(link).status_code == 404
    raise_wall(scene.matter, scene.lead)
    assert browser(scene.lead).get(link).status_code == 404


def test_a_link_that_was_changed_or_is_old_says_so():
    scene, request = submitted()
    link = links.link_for(ask_of(request, scene.lead), scene.lead.pk)
    assert browser(scene.lead).get(link[:-3] + "xx/").status_code == 410
    client = browser(scene.lead)
    with time_machine.travel(clock.now().timestamp() + links.LASTS_SECONDS + 60):
        client.force_login(scene.lead)
        answer = client.get(link)
    assert answer.status_code == 410
    assert "last two weeks" in answer.content.decode()


def test_the_inbox_costs_the_same_with_one_and_with_many():
    scene, _request = submitted()
    one, two = scene.lead, make_person("attorney")
    delegate(two, one, starts=clock.today(), actor=two)
    client, url = browser(one), reverse("approvals:inbox")

    def count():
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    client.get(url)
    before = count()
    for n in range(12):
        matter = make_matter(lead=scene.lead, firms=(scene.firm,), name=f"Matter {n}")
        submit_for_approval(make_invoice(scene.firm, matter, 50), actor=scene.reviewer)
    assert count() == before


def test_what_is_on_hold_waits_for_nobody_and_is_resumed_from_its_page():
    scene, request = submitted()
    hold(request, actor=scene.lead, reason="Receipt missing")
    client = browser(scene.lead)
    assert scene.invoice.number not in text_of(client, "inbox")
    assert "Receipt missing" in text_of(client, "request", request.pk)
    client.post(reverse("approvals:resume", args=[request.pk]))
    assert scene.invoice.number in text_of(client, "inbox")


def test_leaving_and_coming_back():
    one, two = approvers(2)
    client, url = browser(one), reverse("approvals:leave")
    data = {"starts": "2030-01-10", "until": "2030-01-02", "stand_in": two.pk, "with_authority": "on"}
    refused = client.post(url, data, headers=HTMX)
    assert refused.status_code == 422
    assert "The last day lies before the first." in refused.content.decode()
    client.post(url, data | {"until": "2030-01-20"}, headers=HTMX)
    assert "Approver 2" in text_of(client, "away")
    assert "Approver 1" in text_of(browser(two), "away")
    circle = browser(two).post(url, data | {"until": "2030-01-20", "stand_in": one.pk}, headers=HTMX)
    assert "Approver 2 → Approver 1 → Approver 2" in circle.content.decode()
    client.post(reverse("approvals:end_delegation", args=[Delegation.objects.get().pk]))
    assert Delegation.objects.get().ended_at is not None
    client.post(url, {"starts": "2030-01-10", "until": "2030-01-12"}, headers=HTMX)
    assert Absence.objects.get().person == one


def test_a_trial_shows_who_would_approve_and_why_not_the_others():
    scene = make_scene(1000, lead_limit=5000)
    (one,) = approvers(1, limit=100)
    policy(
        people(one),
        name="Only small ones",
        conditions=[{"field": "amount", "operator": "below", "value": "9"}],
    )
    url = reverse("approvals:simulate")
    asked = {"kind": "invoice", "reference": scene.matter.number, "amount": "120000"}
    for who in (make_person("administrator"), scene.counsel):
        text = browser(who).get(url, asked).content.decode()
        for words in (
            "Lena Lead</b> leads the matter.",
            "Gerda Counsel</b> may approve up to USD 10,000,000; USD 120,000.00 is above the limit of Lena",
            "may approve up to USD 100 only",
            "Only small ones",
        ):
            assert words in text
    assert not Request.objects.exists()
    scene.matter.restricted = True
    scene.matter.save()
    hidden = browser(make_person("administrator")).get(url, asked).content.decode()
    assert "There is no such record" in hidden
    assert "Lena Lead" not in hidden.split("</form>")[1]


def test_approving_again_from_an_old_page_changes_nothing():
    scene, request = submitted()
    approve(scene.invoice, actor=scene.lead)
    url = reverse("approvals:approve", args=[request.pk])
    assert browser(scene.lead).post(url, {"version": "1"}, headers=HTMX).status_code == 204
    assert request.asks.count() == 1


def test_whom_a_policy_asks_besides_decides_from_the_page_of_the_invoice():
    payer = make_person("finance", name="Fay Finance")
    scene, request = submitted({"who": "role", "role": "finance", "mode": "any"}, within_authority=False)
    client = browser(payer)
    page = client.get(reverse("billing:invoice", args=[scene.invoice.pk])).content.decode()
    url = reverse("approvals:approve", args=[request.pk])
    assert url in page
    client.post(url, {"version": scene.fresh().version}, headers=HTMX)
    assert scene.fresh().state == "approved"
