"""Files in a real browser: added on a matter, found by what they say, read and accessible in both themes."""

import re

import pytest

from legalops.files.models import File
from legalops.files.tasks import read_version
from legalops.search.services.following import follow
from tests.browsing import is_fit, sign_in
from tests.factories import make_matter, make_person, make_team

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Advice on the harbour dues and their limitation, second opinion of counsel.txt"
WORDS = "The dredging indemnity lapses after twelve months."


@pytest.fixture
def matter(live_server, page):
    """A matter whose lead is signed in."""
    lead = make_person("attorney", email="ada@example.com")
    matter = make_matter(lead=lead, team=make_team(lead))
    sign_in(page, live_server.url, lead)
    return matter


def add(page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Into folder").fill("Pleadings")
    page.get_by_label("Privileged").check()
    page.locator("#files-to-add").set_input_files(
        {"name": NAME, "mimeType": "text/plain", "buffer": WORDS.encode()}
    )
    page.locator(".lo-file-rows a", has_text=NAME).wait_for()


def test_a_file_is_added_found_by_its_text_and_read(matter, page, live_server):
    add(page, f"{live_server.url}/matters/{matter.number}/files/")
    is_fit(page)
    file = File.objects.get()
    read_version(None, version_id=file.current_id)
    follow()
    page.keyboard.press("Control+k")
    page.keyboard.type("dredging indemnity")
    page.locator("[role=option]", has_text=NAME).click()
    page.wait_for_url(re.compile(str(file.reference)))
    page.get_by_text(WORDS).wait_for()
    is_fit(page)
