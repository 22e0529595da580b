"""The search field and the page of results, by request."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from legalops.search.models import RecentSearch
from legalops.search.services.indexing import rebuild
from tests.billing.scenes import make_scene
from tests.factories import make_biller, make_invoice, make_person, raise_wall
from tests.htmx import Page

pytestmark = pytest.mark.django_db
FIELD = {"HX-Request": "true", "HX-Target": "palette-results"}


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def scene():
    made = make_scene(100, number="KLG/77", description="Dredging <b>of</b> the harbour")
    rebuild()
    return made


def queries(client, url, **options):
    client.get(url, **options)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, **options)
    return len(captured), response.content.decode()


class TestField:
    def test_words_of_the_text_find_with_marks_and_lead_to_all_results(self, scene):
        body = browser(scene.reviewer).get("/find/?q=dredging", headers=FIELD).content.decode()
        assert f"/invoices/{scene.invoice.pk}/" in body
        assert "/search/?q=dredging" in body
        body = browser(scene.reviewer).get("/find/?q=klg", headers=FIELD).content.decode()
        assert "<mark>KLG</mark>/77" in body
        assert body.count(f'href="/invoices/{scene.invoice.pk}/"') == 1

    def test_what_is_called_so_comes_before_what_only_mentions_it(self, scene):
        body = browser(scene.reviewer).get("/find/?q=arnsl", headers=FIELD).content.decode()
        assert f"/invoices/{scene.invoice.pk}/" in body
        assert body.index(f"/vendors/{scene.firm.code}/") < body.index(f"/invoices/{scene.invoice.pk}/")
        body = browser(scene.reviewer).get("/find/?q=klg", headers=FIELD).content.decode()
        assert f"/vendors/{scene.firm.code}/" not in body

    @pytest.mark.parametrize("text", ["ab\0c", "\0\0", "'; --", "\\", "%%", "\ud7ff" * 99, "firm:\0x"])
    def test_nothing_typed_breaks_it(self, scene, text):
        client = browser(scene.reviewer)
        assert client.get("/find/", {"q": text}, headers=FIELD).status_code in (200, 422)
        assert client.get("/search/", {"q": text}).status_code in (200, 422)

    def test_review_next_is_offered_to_reviewers_only(self, scene):
        assert (
            "Review <mark>next</mark> invoice"
            in browser(scene.reviewer).get("/find/?q=next").content.decode()
        )
        assert "</mark> invoice" not in browser(scene.lead).get("/find/?q=next").content.decode()

    def test_a_wall_holds_in_the_field(self, scene):
        raise_wall(scene.matter, scene.reviewer)
        for text in ("dredging", "dregding", "klg"):
            body = browser(scene.reviewer).get(f"/find/?q={text}", headers=FIELD).content.decode()
            assert "KLG" not in body.replace("“klg”", "")

    def test_outside_counsel_are_not_led_to_staff_pages(self, scene):
        body = browser(make_biller(scene.firm)).get("/find/?q=dredging").content.decode()
        assert "/search/" not in body
        assert "KLG/77" not in body


class TestPage:
    def test_results_with_tabs_and_escaped_passages(self, scene):
        page = Page.get(browser(scene.reviewer), "/search/?q=dredging")
        text = browser(scene.reviewer).get("/search/?q=dredging").content.decode()
        assert "<mark>Dredging</mark>" in text
        assert "<b>of</b>" not in text
        assert page.find("//main//nav//a[contains(., 'Invoices')]") is not None
        assert page.find(f"//li[@data-href='/invoices/{scene.invoice.pk}/']") is not None

    def test_misspelt(self, scene):
        text = browser(scene.reviewer).get("/search/?q=Arnslye").content.decode()
        assert "Showing results for <strong>Arnsley</strong>" in text

    def test_nothing_found_teaches(self, scene):
        text = browser(scene.reviewer).get("/search/", {"q": "qqqq <i>"}).content.decode()
        assert "Nothing found" in text
        assert "qqqq &lt;i&gt;" in text
        assert "How to search" in text

    def test_pages_and_odd_numbers(self, scene):
        for n in range(25):
            make_invoice(scene.firm, scene.matter, 10, number=f"P-{n}", description="Dredging")
        rebuild()
        client = browser(scene.reviewer)
        assert Page.get(client, "/search/?q=dredging").find("//a[.='Next']") is not None
        second = Page.get(client, "/search/?q=dredging&page=2&type=invoice")
        assert len(second.tree.xpath("//li[@data-row]")) == 6
        for number in ("0", "-1", "x", "9" * 30, "99"):
            assert client.get("/search/", {"q": "dredging", "page": number}).status_code == 200

    def test_it_costs_the_same_with_one_hit_and_with_fifty(self, scene):
        client = browser(scene.reviewer)
        few = [
            queries(client, "/search/?q=dredging&page=1"),
            queries(client, "/find/?q=dredging", headers=FIELD),
        ]
        for n in range(50):
            make_invoice(scene.firm, scene.matter, 10, number=f"P-{n}", description="Dredging")
        rebuild()
        many = [
            queries(client, "/search/?q=dredging&page=1"),
            queries(client, "/find/?q=dredging", headers=FIELD),
        ]
        assert [count for count, _ in few] == [count for count, _ in many]
        assert few[0][0] <= 10

    def test_searches_are_kept_for_oneself_and_can_be_cleared(self, scene):
        client, other = browser(scene.reviewer), browser(make_person("auditor"))
        for text in ("one", "two", "one", *(f"n{n}" for n in range(9))):
            client.get("/search/", {"q": text})
        assert RecentSearch.objects.filter(user=scene.reviewer).count() == 10
        assert "/search/?q=one" in client.get("/search/").content.decode()
        assert "/search/?q=one" not in other.get("/search/").content.decode()
        assert client.post("/search/forget/").status_code == 302
        assert "Searched last" not in client.get("/search/").content.decode()
