"""The field dictionary in a real browser: found, described in the dialog, accessible in both themes."""

import pytest

from legalops.fields.models import FieldEntry
from legalops.fields.services.counting import count_all
from tests.browsing import is_fit, sign_in
from tests.factories import make_matter, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def manager(live_server, page):
    """A legal operations manager who is signed in."""
    person = make_person("legal_ops_manager", email="ada@example.com")
    sign_in(page, live_server.url, person)
    return person


def test_a_field_is_found_and_described(live_server, page, manager, define):
    define("claim_number", asked_at_opening=True)
    make_matter(lead=manager)
    count_all()
    page.goto(f"{live_server.url}/fields/?record=matter&unowned=true")
    is_fit(page)
    page.get_by_role("link", name="Claim number").click()
    is_fit(page)
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Owner").select_option(label=str(manager))
    dialog.get_by_label("Definition").fill("The number the insurer gave the claim.")
    dialog.get_by_role("button", name="Save").click()
    page.get_by_text("The number the insurer gave the claim.").first.wait_for()
    assert FieldEntry.objects.get(code="claim_number").owner == manager
    page.get_by_role("link", name="Retire").click()
    page.get_by_role("dialog").get_by_text("It is used here: Form: asked when a record is opened.").wait_for()
