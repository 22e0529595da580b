"""SAML: signed assertions that we asked for let people of the domains in, and nothing else does."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from legalops.signin.models import EmailDomain, IdentityProvider, SignIn
from legalops.signin.services.providers import Connection, saml_settings, save_connection
from tests.factories import make_person
from tests.signin.saml_provider import ENTITY, SIGN_IN, SamlProvider, key_and_certificate

pytestmark = pytest.mark.django_db
DOMAIN = "harborview.example"
ACS = "http://localhost/accounts/saml/adfs/acs/"


@pytest.fixture
def idp():
    cache.clear()
    provider = SamlProvider(make_person("attorney", email=f"olive@{DOMAIN}").email)
    settings = saml_settings(entity_id=ENTITY, sso_url=SIGN_IN, certificate=provider.keys[1])
    made = save_connection(IdentityProvider(), Connection("ADFS", "saml", "adfs", "adfs", "", settings))
    EmailDomain.objects.create(provider=made, domain=DOMAIN)
    return provider


@pytest.fixture
def browser():
    return Client(HTTP_HOST="localhost")


def come_in(browser: Client, idp: SamlProvider) -> None:
    begun = browser.get("/accounts/saml/adfs/login/")
    assert begun["Location"].startswith(SIGN_IN), begun.content
    browser.post("/accounts/saml/adfs/acs/", idp.answer(begun["Location"]), follow=True)


def is_in(browser: Client) -> bool:
    return browser.get("/access/security/").status_code == 200


def test_a_signed_answer_to_our_question_lets_the_person_in(browser, idp):
    come_in(browser, idp)
    assert is_in(browser)
    assert SignIn.objects.get().outcome == "succeeded"


@pytest.mark.parametrize(
    ("fault", "value"),
    [
        ("signs", False),
        ("signs_with", key_and_certificate()),
        ("audience", "https://another.example"),
        ("lives", timedelta(minutes=-10)),
        ("email", "gc@client.example"),
    ],
)
def test_nothing_else_does_and_it_is_kept(browser, idp, fault, value):
    make_person("general_counsel", email="gc@client.example")
    setattr(idp, fault, value)
    come_in(browser, idp)
    assert not is_in(browser)
    assert SignIn.objects.get().outcome == "refused"


def test_an_answer_nobody_asked_for_is_refused(browser, idp):
    form = idp.posted(acs=ACS, audience="http://localhost/accounts/saml/adfs/metadata/")
    browser.post("/accounts/saml/adfs/acs/", form, follow=True)
    assert not is_in(browser)


def test_the_same_answer_does_not_work_twice(browser, idp):
    begun = browser.get("/accounts/saml/adfs/login/")
    form = idp.answer(begun["Location"])
    browser.post("/accounts/saml/adfs/acs/", form, follow=True)
    other = Client(HTTP_HOST="localhost")
    other.post("/accounts/saml/adfs/acs/", form, follow=True)
    assert is_in(browser)
    assert not is_in(other)
