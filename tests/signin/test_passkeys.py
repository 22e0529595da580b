"""Passkeys in a real browser with a virtual authenticator, under the real content policy."""

import pytest
from django.core.cache import cache

from legalops.access.models import Role
from legalops.signin.models import SignIn
from tests.factories import make_person
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def authenticator(page):
    """A passkey of the device, with a finger that is always there."""
    cache.clear()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_person_who_needs_one_sets_up_a_passkey_and_comes_back_with_it(authenticator, live_server, page):
    Role.objects.get_or_create(code="finance", defaults={"name": "Finance"})
    Role.objects.filter(code="finance").update(mfa_required=True)
    person = make_person("finance")
    page.goto(f"{live_server.url}/vendors/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/accounts/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("This laptop")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/webauthn/add" not in url)
    page.goto(f"{live_server.url}/access/security/")
    assert "This laptop" in page.content()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{live_server.url}/")
    assert SignIn.objects.order_by("-id").first().how == "passkey"
