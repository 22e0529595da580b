"""The department's name, logo, colour and words, from the one page to everything people see."""

import base64

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.branding.configuration import export, save
from legalops.branding.models import Branding
from legalops.branding.selectors import brand_state
from legalops.branding.services import set_branding
from legalops.kernel.errors import Conflict, DomainError
from legalops.notifications.kinds import REMINDER
from legalops.notifications.services import notify
from legalops.notifications.services.delivering import deliver_due
from tests.factories import make_biller, make_firm, make_matter, make_person
from tests.factories.pictures import JPEG, WEBP, png

pytestmark = pytest.mark.django_db

NAME, ACCENT = "Harborview Legal <b>", "#7a1f5c"


@pytest.fixture(autouse=True)
def nothing_known():
    """What another test's process still knows of its own department."""
    brand_state.announce()
    yield
    brand_state.announce()


@pytest.fixture
def administrator():
    return make_person("administrator", name="Ada Administrator", is_staff=True)


@pytest.fixture
def client(administrator):
    client = Client()
    client.force_login(administrator)
    return client


def page():
    return reverse("branding_page")


def typed(**given):
    return {"version": "0", "name": "", "accent": "", "welcome": "", "contact": ""} | given


def picture(data=None, name="logo.png"):
    return SimpleUploadedFile(name, png() if data is None else data, content_type="image/png")


def text(response):
    return response.content.decode()


def test_one_save_reaches_sign_in_frame_portal_and_mail(client, administrator):
    given = typed(
        name=NAME,
        accent=ACCENT.upper(),
        welcome="Welcome, firms.",
        contact="help@example.com",
        logo=picture(),
    )
    assert client.post(page(), given).status_code == 302
    logo = reverse("brand_logo", args=[Branding.objects.get().logo.sha256])
    entrance = text(Client().get("/accounts/login/"))
    frame = text(client.get("/", follow=True))
    firm = Client()
    firm.force_login(make_biller(make_firm()))
    portal = text(firm.get("/", follow=True))
    for shown in (entrance, frame, portal):
        assert "Harborview Legal &lt;b&gt;" in shown
        assert f'src="{logo}"' in shown
        assert '<link rel="stylesheet" href="/brand/1/7a1f5c.css">' in shown
        assert "· LegalOps" not in shown
    assert '<a href="mailto:help@example.com">' in entrance
    assert "Welcome, firms." in portal
    assert "Welcome, firms." not in frame
    event = AuditEvent.objects.get(action="branding.changed")
    assert event.actor == administrator
    assert event.after["accent"] == ACCENT
    assert set(event.after) == {"name", "accent", "welcome", "contact", "logo"}


def test_letters_carry_it(client):
    client.post(page(), typed(name="Harborview", contact="help@example.com", logo=picture()))
    person = make_person("attorney")
    matter = make_matter(lead=person)
    with transaction.atomic():
        notify(REMINDER, recipients=[person], subject=matter, title="Hearing", key="k")
    deliver_due()
    letter = mail.outbox[0]
    html = letter.alternatives[0][0]
    assert "Harborview wrote this to you" in letter.body
    assert "Questions: help@example.com" in letter.body
    assert 'alt="Harborview"' in html
    assert "/brand/" in html
    assert "LegalOps" not in html


def test_the_logo_is_served_to_anybody_and_can_do_nothing(client):
    client.post(page(), typed(logo=picture()))
    address = reverse("brand_logo", args=[Branding.objects.get().logo.sha256])
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "immutable" in answer["Cache-Control"]
    client.post(page(), typed(version="1", logo=picture(png(10, 10))))
    assert Client().get(address).status_code == 404
    assert Client().get(reverse("brand_logo", args=["0" * 64])).status_code == 404


@pytest.mark.parametrize("accent", ["1d56a5", "1D56A5", "000000"])
def test_the_sheet_of_a_readable_accent_may_be_kept_for_ever(accent):
    answer = Client().get(f"/brand/1/{accent}.css")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert "--accent: light-dark(" in text(answer)


@pytest.mark.parametrize("accent", ["ffcc00", "red", "1d56a5}body{", "1d56a", "..%2f"])
def test_no_sheet_of_anything_else(accent):
    assert Client().get(f"/brand/1/{accent}.css").status_code == 404


def test_an_accent_nobody_can_read_is_refused_with_both_figures(client):
    answer = client.post(page(), typed(accent="#ffcc00", name="Kept as typed"))
    assert answer.status_code == 422
    assert "a contrast of 1.3 to 1. Readable words need 4.5 to 1" in text(answer)
    assert 'value="Kept as typed"' in text(answer)
    assert not AuditEvent.objects.filter(action="branding.changed").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"accent": "blue"}, "is no colour"),
        ({"name": "x" * 41}, "at most 40 characters"),
        ({"contact": "x" * 201}, "at most 200 characters"),
        ({"logo": picture(b"<svg onload='alert(1)'/>", "logo.png")}, "SVG is not taken"),
        ({"logo": picture(b"\0" * (257 * 1024))}, "larger than 256 KB"),
        ({"logo": picture(png(2049, 1))}, "2,048 pixels a side"),
        ({"logo": picture(png()[:60])}, "damaged"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(client, given, said):
    answer = client.post(page(), typed(**given))
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Branding.objects.filter(version__gt=0).exists()


@pytest.mark.parametrize("data", [JPEG, WEBP])
def test_the_other_kinds_of_picture_are_taken(client, data):
    assert client.post(page(), typed(logo=picture(data))).status_code == 302
    stored = Branding.objects.get().logo
    answer = Client().get(reverse("brand_logo", args=[stored.sha256]))
    assert answer["Content-Type"] == stored.media_type


def test_a_name_of_two_lines_is_refused(administrator):
    with pytest.raises(DomainError) as refused:
        set_branding({"name": "Harborview\r\nBcc: x@example.com"}, actor=administrator)
    assert refused.value.field == "name"


def test_the_logo_can_be_taken_away_and_stays_when_nothing_is_sent(client):
    client.post(page(), typed(logo=picture()))
    client.post(page(), typed(version="1", name="Harborview"))
    assert Branding.objects.get().logo is not None
    client.post(page(), typed(version="2", name="Harborview", remove_logo="on"))
    assert Branding.objects.get().logo is None
    assert "/static/img/logo.svg" in text(Client().get("/accounts/login/"))


def test_whoever_comes_second_is_told_and_overwrites_nothing(client):
    other = make_person("administrator", name="Olga Other", is_staff=True)
    set_branding({"name": "Olga's"}, version=0, actor=other)
    answer = client.post(page(), typed(name="Ada's"))
    assert answer.status_code == 422
    assert "Olga Other has changed this meanwhile" in text(answer)
    assert Branding.objects.get().name == "Olga's"
    with pytest.raises(Conflict):
        set_branding({"name": "Ada's"}, version=0, actor=other)


def test_the_same_again_records_nothing(administrator):
    for version in (0, 0, 1):  # pressed twice, and saved again
        set_branding({"name": "Harborview", "logo": png()}, version=version, actor=administrator)
    assert AuditEvent.objects.filter(action="branding.changed").count() == 1
    assert Branding.objects.get().version == 1


def test_pages_ask_no_more_of_the_database(administrator, django_capture_on_commit_callbacks):
    person = make_person("attorney")
    client = Client()
    client.force_login(person)
    client.get("/matters/")
    with CaptureQueriesContext(connection) as before:
        client.get("/matters/")
    with django_capture_on_commit_callbacks(execute=True):
        set_branding({"name": "Harborview", "accent": ACCENT, "logo": png()}, actor=administrator)
    connection.run_on_commit = []
    client.get("/matters/")
    with CaptureQueriesContext(connection) as after:
        shown = text(client.get("/matters/"))
    assert "Harborview" in shown
    assert len(after) == len(before)


def test_files_of_the_configuration_carry_it_whole(administrator):
    set_branding({"name": "Harborview", "accent": ACCENT, "logo": png()}, actor=administrator)
    (item,) = export()
    assert base64.b64decode(item["logo"]).startswith(b"\x89PNG")
    set_branding({"name": "", "accent": "", "logo": b""}, actor=administrator)
    fields = {name: value for name, value in item.items() if name != "brand"}
    save(item["brand"], fields, administrator)
    assert export() == [item]
    for key, wrong, field in (
        ("other", {}, "brand"),
        ("department", {"logo": "?"}, "logo"),
        ("department", {"name": 5}, "name"),
        ("department", {"accent": "#ffcc00"}, "accent"),
    ):
        with pytest.raises(DomainError) as refused:
            save(key, wrong, administrator)
        assert refused.value.field == field


@pytest.mark.parametrize("role", ["legal_ops_manager", "attorney", "auditor"])
def test_only_administrators_set_it(role):
    client = Client()
    client.force_login(make_person(role))
    assert client.get(page()).status_code in (302, 403)
    assert client.post(page(), typed(name="Mine")).status_code in (302, 403)
    assert not Branding.objects.exists()
