"""The pages: for whom they open, what they say, and that a swap shows what a reload shows."""

from decimal import Decimal

import pytest

from legalops.web.readonly import WroteOnReadOnlyPage
from tests.htmx import Page

pytestmark = pytest.mark.django_db

READERS = [
    "legal_project_manager",
    "ebilling_specialist",
    "legal_ops_manager",
    "general_counsel",
    "finance",
    "auditor",
]
OTHERS = ["requester", "paralegal", "attorney", "administrator", "outside_counsel_biller", "rival_firm"]
PAGES = [
    "/dashboards/",
    "/dashboards/spend/",
    "/dashboards/spend/by/firm/",
    "/dashboards/spend/lines/",
    "/dashboards/waiting/",
]


@pytest.mark.parametrize("persona", READERS)
@pytest.mark.parametrize("url", PAGES)
def test_opens_for_readers(department, persona, url):
    assert department.client(persona).get(url).status_code == 200


@pytest.mark.parametrize("persona", OTHERS)
@pytest.mark.parametrize("url", PAGES)
def test_stays_closed_to_others(department, persona, url):
    assert department.client(persona).get(url).status_code == 403


def test_anonymous_is_asked_to_sign_in(department):
    response = department.client("anonymous").get("/dashboards/spend/")
    assert response.status_code == 302


def text_of(client, url: str) -> str:
    return " ".join(Page.get(client, url).find("#main").text_content().split())


def test_the_tiles_say_what_was_spent_and_saved(department):
    text = text_of(department.client("finance"), "/dashboards/spend/")
    # 2 x (1010.37 - 1 + 3030.37 - 3 + 4040.37 - 4): open, walled and foreign; restricted is not theirs
    assert "Spend, This fiscal year to date USD16,146" in text
    assert "▲ 0.0%" not in text
    assert "unchanged, Jan to Jun 2026 against a year earlier" in text
    assert "Spend this month USD8,073 Last month USD8,073" in text
    assert "USD16 0.1% of billed" in text
