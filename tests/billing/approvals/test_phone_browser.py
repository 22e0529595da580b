"""The pages of attorneys and of the general counsel fit a phone, and a desk, without anything cut off."""

import pytest

from billing.services.approvals import submit_for_approval
from legalops.kernel import clock
from tests.billing.portal.test_browser import sign_in  # noqa: F401
from tests.billing.scenes import make_scene
from tests.factories import make_budget, make_invoice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_CUT = """() => {
    const right = element => element.getBoundingClientRect().right;
    const shown = document.querySelectorAll("main :is(.lo-tile-value, .lo-card td, .lo-card .lo-status)");
    return [...shown].filter(e => right(e) > right(e.closest(".lo-tile, .lo-card"))).map(e => e.textContent);
}"""


@pytest.fixture
def scene():
    """An invoice of many millions that waits for the matter's lead, and one that was approved."""
    scene = make_scene(12_345_678, lead_limit=90_000_000)
    type(scene.matter).objects.filter(pk=scene.matter.pk).update(
        name="Bergstrom and the Palisade Insurance Company v. Harborview, supply dispute"
    )
    make_budget(scene.matter, 13_000_000)
    make_invoice(
        scene.firm, scene.matter, 10_345_678, state="sent_to_ap", approved_at=clock.now(), number="ARN-100084"
    )
    type(scene.invoice).objects.filter(pk=scene.invoice.pk).update(
        number="PALISADE-2026-11-SUPPLY-DISPUTE-000085"
    )
    scene.invoice.refresh_from_db()
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    return scene


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)])
@pytest.mark.parametrize("who", ["lead", "counsel"])
def test_nothing_is_cut_off_at_home(sign_in, live_server, scene, who, size):  # noqa: F811
    page = sign_in(getattr(scene, who))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(live_server.url)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert page.evaluate(_CUT) == []


@pytest.mark.parametrize("tab", ["", "plan/", "money/", "dates/", "log/", "files/", "people/", "timeline/"])
def test_every_tab_of_a_matter_fits_a_phone(sign_in, live_server, scene, tab):  # noqa: F811
    fits_a_phone(sign_in(scene.lead), f"{live_server.url}/matters/{scene.matter.number}/{tab}")


@pytest.mark.parametrize("who", ["lead", "counsel"])
def test_the_day_fits_a_phone(sign_in, live_server, scene, who):  # noqa: F811
    fits_a_phone(sign_in(getattr(scene, who)), f"{live_server.url}/today/")


@pytest.mark.parametrize("tab", ["", "timekeepers/", "rates/", "timeline/"])
def test_every_tab_of_a_firm_fits_a_phone(sign_in, live_server, scene, tab):  # noqa: F811
    fits_a_phone(sign_in(scene.counsel), f"{live_server.url}/vendors/{scene.firm.code}/{tab}")


def fits_a_phone(page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.goto(address).ok
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
