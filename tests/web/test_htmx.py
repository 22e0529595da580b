"""Fragments, bundles, redirects and toasts."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from legalops.web import htmx, toasts


def request_with(**headers):
    request = RequestFactory().get("/page/?a=1", headers=headers)
    request.htmx = HtmxDetails(request)
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


FRAGMENT = {"HX-Request": "true", "HX-Target": "list"}
BOOSTED = {"HX-Request": "true", "HX-Boosted": "true"}


def test_only_a_real_fragment_request_is_one():
    assert htmx.is_fragment(request_with(**FRAGMENT))
    assert not htmx.is_fragment(request_with(**BOOSTED))
    assert not htmx.is_fragment(request_with())
    assert not htmx.is_fragment(RequestFactory().get("/"))


def test_redirects_by_header_or_by_303():
    assert htmx.hx_redirect(request_with(**FRAGMENT), "/x/")["HX-Redirect"] == "/x/"
    plain = htmx.hx_redirect(request_with(), "/x/")
    assert (plain.status_code, plain["Location"]) == (303, "/x/")


class TestOutOfBand:
    def test_marks_the_root_element(self):
        assert (
            htmx.out_of_band('\n <div id="a" class="x"><b>1</b></div>')
            == '\n <div hx-swap-oob="true" id="a" class="x"><b>1</b></div>'
        )

    @pytest.mark.parametrize("html", ["just text", "<div class='x'>1</div>", "<div data-id='x'>1</div>"])
    def test_refuses_a_root_without_an_id(self, html):
        with pytest.raises(ValueError, match="id"):
            htmx.out_of_band(html)


def test_a_bundle_swaps_parts_of_a_page_by_their_ids():
    response = htmx.bundle(
        request_with(**FRAGMENT), "web/palette.html", "results", context={"groups": [], "q": "zz"}
    )
    body = response.content.decode()
    assert 'hx-swap-oob="true"' in body
    assert 'id="palette-results"' in body
    assert "<html" not in body
    assert response["HX-Reswap"] == "none"


class TestToasts:
    def test_a_toast_rides_on_a_fragment(self):
        request = request_with(**FRAGMENT)
        toasts.toast(request, "Approved <1>", undo_url="/undo/")
        body = toasts.append_to(request, HttpResponse("<p>row</p>")).content.decode()
        assert 'hx-swap-oob="beforeend"' in body
        assert "Approved &lt;1&gt;" in body
        assert 'action="/undo/"' in body

    @pytest.mark.parametrize(
        "response", [HttpResponse(status=204), HttpResponse(headers={"HX-Redirect": "/"})]
    )
    def test_it_waits_when_the_page_is_about_to_change(self, response):
        request = request_with(**FRAGMENT)
        toasts.toast(request, "Saved")
        assert b"Saved" not in toasts.append_to(request, response).content
        assert [one.text for one in toasts.drain(request)] == ["Saved"]

    def test_an_unknown_level_is_a_fault(self):
        with pytest.raises(KeyError):
            toasts.toast(request_with(), "x", level="shout")
