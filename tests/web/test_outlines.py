"""A page by outline says what its template says, to each person their own."""

import re

import pytest
from django.template import Context, engines
from django.test import Client, override_settings
from django.utils import translation
from django.utils.safestring import mark_safe

from legalops.web import htmx
from legalops.web.outlines import outline as outlines
from legalops.web.outlines.outline import kept_outline
from legalops.web.outlines.pages import page
from legalops.web.styleguide.samples import sample_budget, sample_rows
from tests.personas import make_world

PAGES = (
    "/invoices/",
    "/invoices/queue/",
    "/matters/",
    "/vendors/",
    "/matters/?q=Canary",
    "/invoices/?sort=holder",
)
TOKEN = re.compile(r'(X-CSRFToken": "|csrfmiddlewaretoken" value=")(\w+)')


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(outlines, "_store", {})


def outline_of(text, names=("x",), **plain):
    def draw(sheet):
        gaps = {name: sheet.gap(name) for name in names}
        return engines["django"].from_string(text).template.render(Context(gaps | plain))

    return kept_outline(text, draw)


class Named:
    name = "Ada & Co"
    tags = {"first": "<b>"}

    def shout(self):
        return self.name.upper()


class TestGaps:
    def test_they_take_values_attributes_keys_and_what_can_be_called(self):
        text = "{{ x.name }}|{{ x.tags.first }}|{{ x.shout }}|{{ y }}"
        filled = outline_of(text, ("x", "y")).filled({"x": Named(), "y": mark_safe("<i>")})
        assert filled == "Ada &amp; Co|&lt;b&gt;|ADA &amp; CO|<i>"

    def test_the_next_values_leave_nothing_of_the_last(self):
        outline = outline_of("{{ x }} {{ x }}")
        assert outline.filled({"x": "one"}) == "one one"
        assert outline.filled({"x": "two"}) == "two two"

    @pytest.mark.parametrize(
        "text",
        [
            "{% if x %}a{% endif %}",
            "{% if not x %}a{% endif %}",
            "{% if x and y %}a{% else %}b{% endif %}",
            "{% if x == y %}a{% endif %}",
            "{% if y in x %}a{% endif %}",
            "{% for one in x %}a{% endfor %}",
            "{{ x|default:'none' }}",
            "{{ x|length }}",
            "{{ x|upper|slugify }}",
            "{{ x|floatformat:2 }}",
            "{{ x|urlencode }}",
            "{{ x|yesno:'a,b' }}",
            "{{ x|number }}",
            "{{ x|day }}",
            "{{ x|truncatechars:1 }}",
            "{{ x|safe }}",
            "{{ x|linebreaks }}",
            "{{ x|ljust:9 }}",
            "{{ x|add:1 }}",
            "{% firstof x y %}",
            "{% with z=x %}{% if z %}a{% endif %}{% endwith %}",
            "{% csrf_token %}{% if x %}a{% endif %}",
        ],
    )
    def test_a_template_that_asks_more_has_no_outline(self, text):
        assert outline_of(text, ("x", "y")) is None

    def test_outlines_differ_by_language_and_place_of_static_files(self):
        drawn = []

        def draw(sheet):
            drawn.append(translation.get_language())
            return "text"

        for _ in range(2):
            kept_outline("same", draw)
        with translation.override("en-gb"):
            kept_outline("same", draw)
        with override_settings(STATIC_URL="/elsewhere/"):
            kept_outline("same", draw)
        assert drawn == ["en", "en-gb", "en"]

    def test_they_do_not_grow_without_end(self, monkeypatch):
        monkeypatch.setattr(outlines, "_MOST", 3)
        for key in range(10):
            kept_outline(key, lambda sheet: "text")
        assert len(outlines._store) <= 3


@pytest.fixture
def world(db):
    return make_world()


def shown(person, url, *, by_outline, monkeypatch):
    client = Client()
    client.force_login(person)
    with monkeypatch.context() as patch:
        if not by_outline:
            patch.setattr(
                htmx, "page", lambda name, request, context: htmx.render_to_string(name, context, request)
            )
        answer = client.get(url)
    return answer.status_code, TOKEN.sub(r"\1", answer.content.decode())


@pytest.mark.parametrize("url", PAGES)
def test_everybody_gets_the_page_that_the_template_makes_for_them(world, url, monkeypatch):
    people = [person for person in world.people.values() if person and person.is_active]
    for person in [*people, *people]:
        kept = shown(person, url, by_outline=True, monkeypatch=monkeypatch)
        assert kept == shown(person, url, by_outline=False, monkeypatch=monkeypatch)
    assert any(outlines._store.values())
    assert all(outlines._store.values())


def test_a_page_carries_one_token_which_is_good(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["ebilling_specialist"])
    tokens = {token for _, token in TOKEN.findall(client.get("/invoices/queue/").content.decode())}
    assert len(tokens) == 1
    (token,) = tokens
    sent = {"selected": "0", "csrfmiddlewaretoken": token}
    assert client.post("/invoices/queue/submit/", sent).status_code != 403
    assert client.get("/invoices/queue/").content.decode().count(token) == 0


def test_what_a_role_opens_goes_with_the_role(world):
    person = world.people["paralegal"]
    client = Client()
    client.force_login(person)
    before = client.get("/matters/").content.decode()
    assert "Open a matter" in before
    person.role_assignments.all().delete()
    assert client.get("/matters/").status_code == 403


def test_a_template_without_an_outline_is_drawn_as_ever(rf, world):
    request = rf.get("/")
    request.user, request.session = world.people["administrator"], {}
    html = page(
        "web/styleguide.html#peek",
        request,
        {"row": sample_rows().first(), "budget": sample_budget("61000", "18500", "120000")},
    )
    assert sample_rows().first().number in html
    assert None in outlines._store.values()
