"""Single sign-on against a real OpenID Connect provider on the loopback address."""

from urllib.parse import urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from legalops.access.models import Role
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.signin.models import EmailDomain, IdentityProvider, SignIn
from legalops.signin.services.providers import Connection, oidc_settings, save_connection
from tests.factories import make_person
from tests.factories.people import PASSWORD
from tests.signin.oidc_provider import CLIENT, SECRET, Provider

DOMAIN = "harborview.example"


@pytest.fixture
def idp():
    cache.clear()
    with Provider() as provider:
        yield provider


def set_up(idp: Provider, *, domain: str = DOMAIN, enforced: bool = False, **fields) -> IdentityProvider:
    given = Connection("Okta", "openid_connect", "okta", CLIENT, SECRET, oidc_settings(idp.issuer))
    made = save_connection(IdentityProvider(**fields), given)
    EmailDomain.objects.create(provider=made, domain=domain, is_enforced=enforced)
    return made


def come_in(client: Client):
    """The whole way there and back, as a browser goes it; the answer to the callback."""
    begun = client.get("/accounts/oidc/okta/login/")
    assert begun.status_code == 302, begun.content
    there = httpx.get(begun["Location"])
    back = urlsplit(there.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def claims(email: str, sub: str = "00u1", *, verified: bool = True) -> dict:
    return {"sub": sub, "email": email, "email_verified": verified, "name": "Olive Okta"}


@pytest.mark.django_db
class TestTheDoor:
    """Who comes in, and who does not."""

    def test_a_known_person_comes_in_and_is_linked_once(self, idp):
        set_up(idp)
        person = make_person("attorney", email=f"olive@{DOMAIN}")
        idp.claims = claims(person.email)
        for _ in range(2):
            client = Client()
            assert come_in(client)["Location"] == "/"
            assert client.get("/").wsgi_request.user == person
        assert idp.refused == []
        assert SocialAccount.objects.get().uid == "00u1"
        assert AuditEvent.objects.filter(action="signin.person.linked").count() == 1
        assert [row.how for row in SignIn.objects.all()] == ["single sign-on (okta)"] * 2

    @pytest.mark.parametrize(
        "given",
        [
            claims(f"nobody@{DOMAIN}"),
            claims("gc@client.example"),
            claims(f"olive@{DOMAIN}", verified=False),
            claims(f"leaver@{DOMAIN}"),
        ],
        ids=["unknown", "foreign domain", "unverified", "left"],
    )
    def test_who_is_not_vouched_for_stays_out_and_it_is_kept(self, idp, given):
        set_up(idp)
        make_person("attorney", email=f"olive@{DOMAIN}")
        make_person("general_counsel", email="gc@client.example")
        make_person("attorney", email=f"leaver@{DOMAIN}", is_active=False)
        idp.claims = given
        client = Client()
        assert come_in(client).status_code == 403
        assert client.get("/").status_code == 302
        assert not SocialAccount.objects.exists()
        assert SignIn.objects.get().outcome == "refused"

    @pytest.mark.parametrize("fault", ["audience", "expires_in"])
    def test_a_token_for_someone_else_or_of_yesterday_is_not_believed(self, idp, fault):
        set_up(idp)
        idp.claims = claims(make_person("attorney", email=f"olive@{DOMAIN}").email)
        setattr(idp, fault, {"audience": "another-client", "expires_in": -600}[fault])
        client = Client()
        come_in(client)
        assert client.get("/").status_code == 302
        assert SignIn.objects.get().outcome == "refused"

    def test_an_answer_to_nobodys_question_is_not_believed(self, idp):
        set_up(idp)
        idp.claims = claims(make_person("attorney", email=f"olive@{DOMAIN}").email)
        begun = Client().get("/accounts/oidc/okta/login/")
        back = urlsplit(httpx.get(begun["Location"]).headers["Location"])
        other = Client()
        other.get(f"{back.path}?{back.query}")
        assert other.get("/").status_code == 302

    def test_people_are_created_only_where_the_provider_may(self, idp):
        set_up(idp, creates_people=True, default_role=Role.objects.get(code="requester"))
        idp.claims = claims(f"new@{DOMAIN}")
        assert come_in(Client()).status_code == 302
        person = User.objects.get(email=f"new@{DOMAIN}")
        assert (person.full_name, person.has_usable_password()) == ("Olive Okta", False)
        assert [one.role.code for one in person.role_assignments.all()] == ["requester"]

    def test_an_enforced_domain_takes_no_password(self, idp):
        set_up(idp, enforced=True)
        person = make_person("attorney", email=f"olive@{DOMAIN}")
        answer = Client().post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        assert "signs in through Okta" in answer.content.decode()

    def test_a_second_factor_shown_to_the_provider_is_enough(self, idp):
        provider = set_up(idp)
        Role.objects.filter(code="finance").update(mfa_required=True)
        idp.claims = claims(make_person("finance", email=f"olive@{DOMAIN}").email)
        client = Client()
        come_in(client)
        assert client.get(reverse("vendors:list")).status_code == 303
        IdentityProvider.objects.filter(pk=provider.pk).update(proves_second_factor=True)
        assert client.get(reverse("vendors:list")).status_code == 200

    def test_switched_off_it_is_not_there(self, idp):
        provider = set_up(idp)
        IdentityProvider.objects.filter(pk=provider.pk).update(is_active=False)
        assert "Okta" not in Client().get("/accounts/login/").content.decode()
        assert Client().get("/accounts/oidc/okta/login/").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestInABrowser:
    """The same way in a real browser, under the real content policy."""

    def test_from_the_sign_in_page_through_the_provider_and_home(self, idp, live_server, page):
        set_up(idp)
        person = make_person("attorney", email=f"olive@{DOMAIN}", name="Olive Okta")
        idp.claims = claims(person.email)
        page.goto(f"{live_server.url}/matters/mine/")
        page.get_by_role("link", name="Continue with Okta").click()
        page.wait_for_url(f"{live_server.url}/matters/mine/")
        assert "My matters" in page.content()
        assert idp.seen[:2] == ["/.well-known/openid-configuration", "/authorize"]
        assert "/token" in idp.seen
        assert idp.refused == []
        assert SocialAccount.objects.get().user == person
