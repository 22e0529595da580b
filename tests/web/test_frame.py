"""Navigation, palette, panels and home: what a person may use, and nothing else."""

import pytest
from django.test import Client

from legalops.access.capabilities import AUDIT_VIEW, DASHBOARDS_VIEW, PORTAL_VIEW
from legalops.web import nav, palette, panels
from tests.factories import make_person
from tests.htmx import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registries")]


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


class TestNav:
    def test_shows_only_what_the_role_uses(self):
        nav.register(nav.NavItem("Ledger", "history", "styleguide", AUDIT_VIEW))
        assert "Ledger" in labels(make_person("auditor"))
        assert "Ledger" not in labels(make_person("attorney"))

    def test_a_firm_sees_its_own_items_only(self):
        nav.register(nav.NavItem("Bills", "receipt", "styleguide", PORTAL_VIEW, audience="firm"))
        assert labels(make_person("outside_counsel_biller")) == ["Bills"]

    def test_counts_are_of_the_person_and_refreshed_in_place(self, manager, signed_in):
        nav.register(
            nav.NavItem("Waiting", "inbox", "styleguide", DASHBOARDS_VIEW, count=lambda user: user.pk)
        )
        body = signed_in.get("/frame/counts/").content.decode()
        assert f'id="nav-count-styleguide" hx-swap-oob="true">{manager.pk}<' in body
        assert f">{manager.pk}<" in signed_in.get("/").content.decode()

    def test_a_page_does_not_count_by_itself(self, signed_in):
        def refuse(user):
            raise AssertionError("counted while rendering")

        nav.register(nav.NavItem("Waiting", "inbox", "styleguide", DASHBOARDS_VIEW, count=refuse))
        assert signed_in.get("/").status_code == 200

    def test_the_longest_matching_place_is_current(self, signed_in):
        page = Page.get(signed_in, "/styleguide/")
        assert page.tree.xpath("//nav[@id='rail']//a[@aria-current='page']") == []
        nav.register(nav.NavItem("Style", "eye", "styleguide", DASHBOARDS_VIEW))
        page = Page.get(signed_in, "/styleguide/?sort=due")
        assert page.find("//nav[@id='rail']//a[@aria-current='page']").get("title") == "Style"


def labels(person):
    return [str(item.label) for item in nav.items_for(person) if item.url_name != "home"]


class TestPalette:
    def find(self, user, text, limit):
        return [palette.Hit(f"INV-{text}", f"/x/{text}/", "Arnsley LLP")]

    def register(self, recall=None, capability=DASHBOARDS_VIEW):
        palette.register(palette.Finder("invoice", "Invoices", capability, self.find, recall))

    def test_finds_records_through_registered_finders(self, signed_in):
        self.register()
        body = signed_in.get("/find/?q=42", headers={"HX-Request": "true", "HX-Target": "palette-results"})
        assert 'role="listbox"' in body.content.decode()
        assert "<html" not in body.content.decode()
        assert "/x/42/" in body.content.decode()

    def test_works_as_a_page_without_a_script(self, signed_in):
        self.register()
        assert Page.get(signed_in, "/find/?q=42").find("//main//a[@href='/x/42/']") is not None

    def test_one_letter_asks_no_finder(self, manager):
        self.register()
        assert [group.label for group in palette.search(manager, "4")] == []

    def test_a_finder_of_another_role_is_not_asked(self):
        self.register(capability=AUDIT_VIEW)
        assert palette.search(make_person("attorney"), "42") == []

    def test_what_was_opened_is_asked_for_again_through_the_persons_eyes(self, rf, manager):
        visible = {"7": palette.Hit("INV-7", "/x/7/"), "9": palette.Hit("INV-9", "/x/9/")}
        self.register(recall=lambda user, keys: {key: visible[key] for key in keys if key in visible})
        request = rf.get("/")
        request.user, request.session = manager, {}
        for key in (7, 9, 7):
            palette.visited(request, "invoice", key)
        assert [hit.label for hit in palette.recent(request)] == ["INV-7", "INV-9"]
        del visible["9"]
        assert [hit.label for hit in palette.recent(request)] == ["INV-7"]

    def test_nothing_found_says_so_and_escapes(self, signed_in):
        body = signed_in.get("/find/", {"q": "<b>zz"}).content.decode()
        assert "Nothing found for “&lt;b&gt;zz”" in body


class TestPanels:
    def test_a_page_shows_the_panels_of_its_slot_lazily(self, signed_in):
        panels.register("home", panels.PanelSpec("Second", "nav_counts", DASHBOARDS_VIEW, order=2))
        panels.register("home", panels.PanelSpec("First", "styleguide", DASHBOARDS_VIEW, order=1))
        page = Page.get(signed_in, "/")
        assert page.tree.xpath("//main//section/@aria-label") == ["First", "Second"]
        assert page.find("//section[1]//*[@hx-get]").get("hx-get") == "/styleguide/"

    def test_a_panel_of_another_role_leaves_no_trace(self):
        panels.register("home", panels.PanelSpec("Ledger", "nav_counts", AUDIT_VIEW))
        assert b"Ledger" not in client_of(make_person("attorney")).get("/").content


class TestHome:
    def test_people_of_a_firm_are_sent_to_their_portal(self):
        nav.register(nav.NavItem("Bills", "receipt", "find", PORTAL_VIEW, audience="firm", order=-1))
        response = client_of(make_person("outside_counsel_biller")).get("/")
        assert (response.status_code, response["Location"]) == (302, "/find/")

    def test_someone_without_a_role_is_told_what_to_do(self):
        assert "no role" in client_of(make_person()).get("/").content.decode()

    def test_strangers_sign_in_first(self, client):
        assert client.get("/")["Location"] == "/accounts/login/?next=/"

    def test_the_style_page_is_for_those_who_configure(self):
        assert client_of(make_person("attorney")).get("/styleguide/").status_code == 403
