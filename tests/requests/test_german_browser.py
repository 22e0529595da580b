"""A requester's pages in German: no English is left of what is the product's."""

import pytest
from django.urls import reverse

from legalops.accounts.services import choose_language, choose_notation
from tests.browsing import collect_complaints, serious_findings, sign_in
from tests.factories import make_person, make_request
from tests.leftovers import english_on

# What administrators type stays as it is: the stages of workflows and the names of roles that ship.
TYPED = {"New", "In progress", "Done", "Withdraw", "Requester"}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_requesters_pages_in_german(live_server, page):
    collect_complaints(page)
    rosa = make_person("requester", name="Rosa Requester")
    sign_in(page, live_server.url, rosa)
    asked = make_request(rosa)
    choose_language(rosa, "de", actor=rosa)
    choose_notation(rosa, "de-DE", actor=rosa)
    own = reverse("requests:request", args=[asked.number])
    named = ("requests:mine", "requests:new", "governance:preferences", "notifications:list")
    for path in (*map(reverse, named), reverse("requests:ask", args=["nda"]), own):
        page.goto(f"{live_server.url}{path}")
        page.wait_for_load_state("networkidle")
        assert page.locator("html").get_attribute("lang") == "de"
        assert (path, sorted(set(english_on(page, "de")) - TYPED)) == (path, [])
        assert (path, serious_findings(page)) == (path, [])
        page.set_viewport_size({"width": 390, "height": 844})
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, 390)
        page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{live_server.url}{reverse('requests:mine')}")
    assert page.get_by_text("Wartet auf Übernahme.").first.is_visible()
    assert page.complaints == []
