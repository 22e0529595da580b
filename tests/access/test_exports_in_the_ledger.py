"""Whoever takes rows out of the product is in the ledger: each door by which rows leave."""

import ast
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from billing.models import Invoice
from billing.services.exports import export_approved
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from tests.personas import World, make_world

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]

# Persona, page, name of the list in the ledger.
DOORS = [
    ("finance", "vendors:list", "firm-rows"),
    ("attorney", "matters:list", "matter-rows"),
    ("ebilling_specialist", "billing:queue", "queue-rows"),
    ("auditor", "billing:invoices", "invoice-rows"),
    ("outside_counsel_biller", "portal:invoices", "portal-invoices"),
    ("outside_counsel_biller", "portal:files", "portal-files"),
    ("general_counsel", "dashboards:lines", "spend-lines"),
    ("general_counsel", "dashboards:savings", "savings-rows"),
    ("general_counsel", "dashboards:waiting", "waiting-invoices"),
]


@pytest.fixture
def world() -> World:
    return make_world()


def signed_in(world: World, persona: str) -> Client:
    client = Client()
    client.force_login(world.people[persona])
    return client


def exported() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action="web.rows.exported"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("persona", "address", "name"), DOORS, ids=[door[1] for door in DOORS])
def test_every_list_tells_who_exported_it(world, persona, address, name, kind):
    client = signed_in(world, persona)
    assert client.get(reverse(address)).status_code == 200
    assert exported() == []
    response = client.get(reverse(address), {"export": kind})
    assert response.status_code == 200
    assert b"".join(response.streaming_content)
    (event,) = exported()
    assert (event.actor, event.subject_id) == (world.people[persona], world.people[persona].pk)
    assert (event.after["list"], event.after["kind"], event.after["filters"]) == (name, kind, [])
    assert event.after["rows"].isdigit()


def test_filters_are_told_by_name_and_never_by_what_was_searched(world):
    client = signed_in(world, "ebilling_specialist")
    client.get(reverse("billing:invoices"), {"export": "csv", "q": "Canary Borrowdale", "sort": "number"})
    (event,) = exported()
    assert event.after["filters"] == ["q"]
    assert "Borrowdale" not in str(event.after)


def test_who_may_not_see_a_list_exports_nothing_and_leaves_nothing(world):
    for persona in ("requester", "outside_counsel_biller"):
        answer = signed_in(world, persona).get(reverse("billing:invoices"), {"export": "csv"})
        assert answer.status_code in (403, 404)
    assert exported() == []


def test_the_file_for_accounts_payable_tells_who_took_it(world):
    invoice = Invoice.objects.filter(matter=world.open_matter).first()
    Invoice.objects.filter(pk=invoice.pk).update(state="approved", approved_at=clock.now())
    made = export_approved(actor=world.people["finance"])
    client = signed_in(world, "finance")
    address = reverse("billing:export_file", args=[made.pk])
    assert client.get(address).status_code == 200
    event = AuditEvent.objects.get(action="billing.export.downloaded")
    assert (event.actor, event.subject_id) == (world.people["finance"], made.pk)
    assert event.after["sha256"] == made.document.sha256
    assert signed_in(world, "requester").get(address).status_code in (403, 404)
    assert AuditEvent.objects.filter(action="billing.export.downloaded").count() == 1
    b"".join(client.get(reverse("billing:export", args=[made.pk]), {"export": "csv"}).streaming_content)
    assert [row.after["list"] for row in exported()] == ["export-rows"]


def test_no_view_writes_a_sheet_past_the_ledger():
    """`respond` is called by the one table, which records; the access review, no table, records by itself; a
    table to fill in for an import holds no records.
    """
    callers = [
        path.relative_to(ROOT).as_posix()
        for app in ("legalops", "vendors", "matters", "billing", "dashboards")
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("exports.respond", "write_xlsx")
    ]
    assert sorted(callers) == [
        "legalops/governance/views/review.py",
        "legalops/imports/blanks.py",
        "legalops/web/exports/responses.py",
        "legalops/web/tables/table.py",
    ]
