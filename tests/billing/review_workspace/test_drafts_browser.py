"""What a reviewer has typed outlives a reload, an ended session and a colleague's change."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from billing.services.adjustments import reduce_line
from tests.billing.scenes import make_scene, reason
from tests.factories import make_finding, make_person
from tests.factories.people import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]


@pytest.fixture
def bench(transactional_db):
    scene = make_scene(1000, 500)
    make_finding(scene.invoice, scene.lines[0], rule="G42")
    return scene


@pytest.fixture
def desk(live_server, page, bench):
    """The review page in the reviewer's browser; leaving it is confirmed."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{live_server.url}/accounts/login/")
    sign_in(page, bench.reviewer)
    page.goto(f"{live_server.url}/invoices/{bench.invoice.pk}/?group=none")
    page.wait_for_load_state("networkidle")
    return page


def sign_in(page, person):
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"^(?!.*login)"))


def edit(page, line):
    page.locator(f"#line-{line.pk}").focus()
    page.keyboard.press("e")
    page.locator("[data-line-form]").wait_for()


def test_a_reload_in_the_middle_keeps_every_word(desk, bench):
    edit(desk, bench.lines[0])
    desk.locator("input[name$='-new_units']").fill("1")
    desk.locator("select[name$='-reason']").select_option(label="Excessive time")
    desk.locator("#note-firm").fill("Please explain")
    desk.reload()
    expect(desk.locator("#note-firm")).to_have_value("Please explain")
    expect(desk.locator("input[name$='-new_units']")).to_have_value("1")
    expect(desk.locator("input[name$='-note_to_firm']")).to_have_value(reason().text_to_firm)
    expect(desk.locator("[data-line-live]")).to_contain_text("1,000.00")
    desk.locator("input[name$='-new_units']").press("Enter")
    expect(desk.locator("#rv-bar")).to_contain_text("1,000.00")
    desk.reload()
    expect(desk.locator("#note-firm")).to_have_value("Please explain")
    assert desk.locator("[data-line-form]").count() == 0


def test_what_is_given_up_stays_gone(desk, bench):
    edit(desk, bench.lines[0])
    desk.locator("input[name$='-new_units']").fill("1")
    desk.keyboard.press("Escape")
    desk.reload()
    desk.wait_for_load_state("networkidle")
    assert desk.locator("[data-line-form]").count() == 0
    edit(desk, bench.lines[0])
    expect(desk.locator("input[name$='-new_units']")).to_have_value("2.00")


def test_one_note_sent_leaves_the_other_half_typed(desk, bench):
    desk.locator("#note-firm").fill("Not finished")
    desk.locator("#note-internal").fill("For us")
    desk.locator("[data-note-form=internal] button").click()
    expect(desk.locator(".rv-thread-internal")).to_contain_text("For us")
    expect(desk.locator("#note-firm")).to_have_value("Not finished")
    expect(desk.locator("#note-internal")).to_have_value("")
    assert [note.audience for note in bench.invoice.notes.all()] == ["internal"]


def test_an_ended_session_loses_nothing_and_shows_nothing_to_others(desk, bench, live_server):
    desk.locator("#note-internal").fill("Between us")
    desk.context.clear_cookies(name="sessionid")
    desk.locator("[data-note-form=internal] button").click()
    desk.wait_for_url(re.compile("login"))
    colleague = make_person("ebilling_specialist", name="Carla Colleague")
    sign_in(desk, colleague)
    desk.goto(f"{live_server.url}/invoices/{bench.invoice.pk}/")
    expect(desk.locator("#note-internal")).to_have_value("")
    desk.context.clear_cookies(name="sessionid")
    desk.goto(f"{live_server.url}/accounts/login/?next=/invoices/{bench.invoice.pk}/%3Fgroup%3Dnone")
    sign_in(desk, bench.reviewer)
    expect(desk.locator("#note-internal")).to_have_value("Between us")
    assert not bench.invoice.notes.exists()


def test_a_draft_does_not_overwrite_what_a_colleague_did_meanwhile(desk, bench):
    edit(desk, bench.lines[0])
    desk.locator("input[name$='-amount']").fill("700")
    desk.locator("select[name$='-reason']").select_option(label="Excessive time")
    other = make_person("ebilling_specialist", name="Carla Colleague")
    reduce_line(bench.lines[0], amount=Decimal(100), reason=reason("rate"), actor=other)
    desk.reload()
    expect(desk.locator("input[name$='-amount']")).to_have_value("700")
    desk.locator("input[name$='-amount']").press("Enter")
    expect(desk.locator("[data-line-form]")).to_contain_text("it stands at USD 900.00, you saw USD 1,000.00")
    desk.locator("[data-line-form] .btn-primary").click()
    expect(desk.locator("#rv-bar")).to_contain_text("1,200.00")
