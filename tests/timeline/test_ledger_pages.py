"""The ledger's pages: what auditors find, what stays hidden, and the timeline of a record."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.audit.context import correlated
from legalops.audit.models import AuditEvent
from legalops.audit.services import record
from legalops.kernel import clock
from tests.factories import make_firm, make_matter, make_person, raise_wall

pytestmark = pytest.mark.django_db
LEDGER = "/ledger/"


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def auditor():
    return make_person("auditor")


def moved(matter, actor, **kept):
    return record(matter, "matters.matter.stage_entered", actor=actor, **kept)


def test_the_page_tells_who_did_what_from_what_to_what(auditor):
    lead = make_person("attorney", name="Maya Okafor")
    matter = make_matter(name="Farrow v. Harborview")
    moved(matter, lead, before={"stage": "Assessment"}, after={"stage": "In progress"}, reason="Answer filed")
    page = signed_in(auditor).get(LEDGER).content.decode()
    assert "Maya Okafor" in page
    assert "moved the matter to another stage" in page
    assert "Stage: Assessment → In progress" in page
    assert "Answer filed" in page


def test_what_was_left_empty_is_not_told_and_amounts_are_grouped(auditor):
    matter = make_matter()
    record(
        matter,
        "matters.party.added",
        actor=matter.lead,
        after={"party": "Pryce Halloran LLP", "role": "Opposing counsel", "until": None, "note": ""},
    )
    record(
        matter,
        "matters.matter.edited",
        actor=matter.lead,
        before={"exposure": "", "name": "SEC 2023"},
        after={"exposure": "USD 1200000.50", "name": "SEC 2024"},
    )
    page = signed_in(auditor).get(LEDGER).content.decode()
    assert "Party: Pryce Halloran LLP" in page
    assert "Until:" not in page
    assert "Note:" not in page
    assert "Exposure: – → USD 1,200,000.50" in page
    assert "Name: SEC 2023 → SEC 2024" in page


def test_events_of_hidden_matters_are_hidden_whole(auditor):
    hidden = make_matter(name="Project Nightjar", restricted=True)
    walled = make_matter(name="Project Heron")
    raise_wall(walled, auditor)
    event = moved(hidden, hidden.lead)
    moved(walled, walled.lead)
    client = signed_in(auditor)
    for address in (LEDGER, f"{LEDGER}?q=Project", f"{LEDGER}?export=csv"):
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Nightjar" not in content
        assert b"Heron" not in content
    assert client.get(f"{LEDGER}{event.pk}/peek/").status_code == 404
    assert client.get(f"{LEDGER}{event.pk}/record/").status_code == 404


def test_filters_narrow_and_days_are_the_organisations(auditor):
    matter, firm = make_matter(), make_firm()
    late = datetime(2026, 5, 2, 2, tzinfo=UTC)  # the evening of 1 May in the reporting zone
    with clock.frozen(late):
        one = moved(matter, matter.lead)
    other = record(firm, "vendors.firm.edited", actor=auditor)
    assert clock.local_date(late) == date(2026, 5, 1)
    client = signed_in(auditor)
    found = {
        query: {event.pk for event in client.get(f"{LEDGER}?{query}").context["table"].page.rows}
        for query in (
            "day_after=2026-05-01&day_before=2026-05-01",
            "day_before=2026-04-30",
            "kind=vendors.firm",
            "did=matters.matter.stage_entered",
            f"who={matter.lead.full_name}&kind=matters.matter",
            f"act={other.correlation_id}",
        )
    }
    assert one.pk in found["day_after=2026-05-01&day_before=2026-05-01"]
    assert found["day_before=2026-04-30"] == set()
    assert found["kind=vendors.firm"] == {other.pk}
    assert found["did=matters.matter.stage_entered"] == {one.pk}
    assert found[f"who={matter.lead.full_name}&kind=matters.matter"] == {one.pk}
    assert found[f"act={other.correlation_id}"] == {other.pk}


def test_a_peek_shows_every_fact_and_the_rest_of_the_act(auditor):
    matter = make_matter()
    with correlated():
        event = moved(
            matter, matter.lead, before={"stage": "A", "open": True}, after={"stage": "B", "open": False}
        )
        moved(matter, matter.lead)
    client = signed_in(auditor)
    page = client.get(f"{LEDGER}{event.pk}/peek/", headers={"HX-Request": "true"}).content.decode()
    assert "<td>A</td><td>B</td>" in page
    assert "<td>yes</td><td>no</td>" in page
    assert "1 more event<" in page
    led_on = client.get(f"{LEDGER}{event.pk}/record/")
    assert led_on.url == reverse("matters:matter", args=[matter.number])


def test_a_record_without_a_page_is_named_and_not_linked(auditor):
    """People, rules and settings have no page that an auditor may open: their link led nowhere."""
    person = make_person("paralegal", name="Pat Paralegal")
    event = record(person, "access.role.given", actor=auditor)
    client = signed_in(auditor)
    for address in (LEDGER, f"{LEDGER}{event.pk}/peek/"):
        text = client.get(address, headers={"HX-Request": "true"}).content.decode()
        assert "Pat Paralegal" in text
        assert f"{LEDGER}{event.pk}/record/" not in text


def test_as_many_queries_for_one_row_as_for_fifty(auditor):
    client = signed_in(auditor)
    firm = make_firm()
    counted = []
    for rows in (1, 49):
        for _ in range(rows):
            record(firm, "vendors.firm.edited", actor=auditor, after={"name": "x"})
        client.get(LEDGER)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(LEDGER)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 8


def test_a_records_timeline_is_filtered_paged_and_taken_away():
    lead = make_person("attorney", "legal_ops_manager")
    matter = make_matter(lead)
    for number in range(60):
        record(
            matter, "matters.matter.edited", actor=lead, before={"name": f"{number}"}, after={"name": "=cmd"}
        )
    moved(matter, lead, after={"stage": "In progress"})
    client, url = signed_in(lead), reverse("matters:timeline", args=[matter.number])
    first = client.get(url).content.decode()
    assert "In progress" in first
    assert "Earlier" in first
    filtered = client.get(f"{url}?did=matters.matter.stage_entered").content.decode()
    assert "Moved the matter to another stage" in filtered
    assert "Earlier" not in filtered
    assert client.get(f"{url}?did=nonsense&before=999999999999999999999").status_code == 200
    before = AuditEvent.objects.count()
    taken = b"".join(client.get(f"{url}?export=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(taken)))
    assert len(rows) >= 62
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert AuditEvent.objects.count() == before + 1  # that somebody took them away is in the ledger too
