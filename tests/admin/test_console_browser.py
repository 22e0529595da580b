"""Every page of the console that a person with its rights can open, in one session of a real browser."""

from pathlib import Path

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from tests.factories import make_firm, make_invoice, make_matter, make_person, make_team, make_timekeeper
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
AXE = (Path(__file__).resolve().parents[2] / "static/vendor/axe.js").read_text
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OTHERS = ["admin:index", "health_page", "modules_page", "branding_page"]


@pytest.fixture
def console(live_server, page):
    """Signed in as someone who configures and audits, with a record of most kinds."""
    person = make_person("administrator", "legal_ops_manager", name="Noah Ready", limit=500)
    type(person).objects.filter(pk=person.pk).update(is_staff=True)
    firm = make_firm()
    make_timekeeper(firm)
    make_invoice(firm, make_matter(person, team=make_team(person), firms=(firm,)))
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    return page


def addresses() -> list[str]:
    """Of each kind its list, and the form of the newest record, or else the form to add one."""
    found = [reverse(name) for name in OTHERS]
    for model in sorted(admin.site._registry, key=lambda each: each._meta.label):
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found.append(reverse(f"{place}_changelist"))
        newest = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
        try:
            found.append(reverse(f"{place}_change", args=[newest]) if newest else reverse(f"{place}_add"))
        except NoReverseMatch:  # a kind with a form of its own
            continue
    return found


def findings(page, rules) -> list[str]:
    page.evaluate(AXE())
    # The rail is the same on every page: it is looked at once, with the first.
    where = "document" if page.url.endswith("/admin/") else "document.getElementById('content') || document"
    found = page.evaluate(f"asked => axe.run({where}, {{runOnly: asked, preload: false}})", rules)
    return [f"{one['id']}: {one['nodes'][0]['html'][:110]}" for one in found["violations"]]


def too_wide(page) -> list[str]:
    page.set_viewport_size({"width": 390, "height": 844})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1366, "height": 900})
    return [f"{width} px wide on a phone"] if width > 390 else []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_a_phone(console, live_server, theme):
    console.emulate_media(color_scheme=theme, reduced_motion="reduce")
    console.set_viewport_size({"width": 1366, "height": 900})
    problems: list[str] = []
    for address in addresses():
        answer = console.goto(live_server.url + address)
        if answer.status in (403, 404):  # this kind is not added or seen by hand
            continue
        assert answer.status == 200, address
        console.wait_for_timeout(60)  # the names of choosers follow the choosers
        found = findings(console, RULES if theme == "light" else ["color-contrast"])
        found += too_wide(console) if theme == "light" else []
        problems += [f"{address} {each}" for each in found]
    assert not problems, "\n".join(problems)
