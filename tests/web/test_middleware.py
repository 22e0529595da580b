"""Refusals become sentences; what was typed is not lost; an ended session leads to sign-in."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from legalops.web.middleware.limits import limit_statements
from legalops.web.toasts import toast

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
FRAGMENT = {"HX-Request": "true", "HX-Target": "row"}


def refuse(request, kind):
    raise {
        "domain": DomainError("too_much", "Line 3 exceeds <b>10 h</b>. Lower the units.", field="units"),
        "conflict": Conflict("changed", "Someone else decided this first. Reload the page."),
        "forbidden": NotAllowed("above_limit", "Your limit is USD 5,000.00."),
        "absent": NotFound("absent", "There is a secret matter here."),
    }[kind]


def work(request):
    toast(request, "Done with it")
    return HttpResponse("<p>row</p>")


def _real_urls():
    from legalops.urls import urlpatterns

    return urlpatterns


urlpatterns = [path("refuse/<kind>/", refuse), path("work/", work), *_real_urls()]


class TestRefusals:
    @pytest.mark.parametrize(
        ("kind", "status"), [("domain", 422), ("conflict", 409), ("forbidden", 403), ("absent", 404)]
    )
    def test_the_status_says_what_kind_it_is(self, signed_in, kind, status):
        assert signed_in.get(f"/refuse/{kind}/").status_code == status
        assert signed_in.get(f"/refuse/{kind}/", headers=FRAGMENT).status_code == status

    def test_a_fragment_gets_a_toast_and_the_page_stays(self, signed_in):
        response = signed_in.post("/refuse/domain/", headers=FRAGMENT)
        body = response.content.decode()
        assert response["HX-Reswap"] == "none"
        assert response["X-Error-Code"] == "too_much"
        assert "Line 3 exceeds &lt;b&gt;10 h&lt;/b&gt;" in body
        assert 'hx-swap-oob="beforeend"' in body

    def test_a_page_keeps_what_was_typed_but_no_secret(self, signed_in):
        typed = {"note_to_firm": "Please split", "password": "hunter2", "csrfmiddlewaretoken": "tok"}
        body = signed_in.post("/refuse/domain/", typed).content.decode()
        assert "note to firm" in body
        assert "Please split" in body
        assert "hunter2" not in body

    def test_back_never_leads_off_the_site(self, signed_in):
        body = signed_in.get("/refuse/domain/", headers={"Referer": "https://evil.example/"}).content.decode()
        assert "evil.example" not in body

    def test_absence_tells_nothing(self, signed_in):
        assert "secret" not in signed_in.get("/refuse/absent/").content.decode()


class TestFragments:
    def test_a_toast_rides_along_only_on_fragments(self, signed_in):
        assert "Done with it" in signed_in.get("/work/", headers=FRAGMENT).content.decode()
        assert "Done with it" not in signed_in.get("/work/").content.decode()
        assert "Done with it" in signed_in.get("/").content.decode()

    def test_an_ended_session_reloads_the_whole_page_at_sign_in(self):
        headers = FRAGMENT | {"HX-Current-URL": "http://testserver/invoices/?state=x"}
        response = Client().get("/work/", headers=headers)
        assert response.status_code == 204
        assert response["HX-Redirect"] == "/accounts/login/?next=/invoices/%3Fstate%3Dx"

    def test_it_never_comes_back_to_another_site(self):
        headers = FRAGMENT | {"HX-Current-URL": "https://evil.example/x"}
        assert Client().get("/work/", headers=headers)["HX-Redirect"] == "/accounts/login/?next=/"


@override_settings(WEB_STATEMENT_TIMEOUT_MS=1234)
def test_a_web_connection_has_a_time_limit():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        before = cursor.fetchone()[0]
    try:
        limit_statements(connection=connection)
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("1234ms",)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [before])


class TestTokens:
    @pytest.fixture
    def strict(self, signed_in) -> Client:
        """The person's browser, with tokens checked and none that fits."""
        client = Client(enforce_csrf_checks=True)
        client.cookies = signed_in.cookies
        return client

    def test_a_fragment_with_a_stale_token_gets_a_toast_and_the_page_stays(self, strict):
        response = strict.post("/work/", {"body": "typed"}, headers=FRAGMENT)
        assert (response.status_code, response["HX-Reswap"]) == (403, "none")
        assert "reload the page and try again" in response.content.decode()

    def test_a_page_says_what_to_do(self, strict):
        response = strict.post("/work/", {"body": "typed"})
        assert response.status_code == 403
        assert "open for too long" in response.content.decode()
