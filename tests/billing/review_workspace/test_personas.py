"""Every action by everyone: who may, who gets which refusal, and that a refusal changes nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from billing.models import ApExport, Invoice, InvoiceNote, InvoiceTransition, LineAdjustment, ReviewFinding
from legalops.audit.models import AuditEvent
from tests.billing.scenes import dismissal, reason
from tests.factories import make_finding, make_invoice
from tests.htmx import Page
from tests.personas import make_world

pytestmark = pytest.mark.django_db

REVIEWERS = {"ebilling_specialist", "legal_ops_manager"}
PAYERS = {"ebilling_specialist", "legal_ops_manager", "finance"}
APPROVERS = {"attorney", "general_counsel", "attorney_behind_wall"}
READERS = REVIEWERS | PAYERS | APPROVERS | {"legal_project_manager", "auditor"}

# Action: (who holds the capability, what is sent).
ACTIONS = {
    "accept": (REVIEWERS, {"finding": "{finding}"}),
    "dismiss": (REVIEWERS, {"finding": "{finding}", "reason": "{dismissal}"}),
    "reopen": (REVIEWERS, {"finding": "{finding}"}),
    "reduce_whole": (REVIEWERS, {"percent": "5", "reason": "{reason}"}),
    "submit": (REVIEWERS, {"version": "1", "confirm_open": "on"}),
    "take": (REVIEWERS, {}),
    "recall": (REVIEWERS, {}),
    "approve": (APPROVERS, {"version": "1"}),
    "send_back": (APPROVERS, {"reason": "x"}),
    "reject": (REVIEWERS | APPROVERS, {"reason": "x"}),
    "pay": (PAYERS, {"paid_on": "2026-06-20", "reference": "x"}),
    "write_note": (READERS, {"audience": "firm", "body": "x"}),
}
PAGES = {
    "invoice": READERS,
    "peek": READERS,
    "more_lines": READERS,
    "submit": REVIEWERS,
    "approve": APPROVERS,
    "reject": REVIEWERS | APPROVERS,
}
DEPARTMENT = READERS | {"requester", "paralegal", "administrator"}
LISTS = {
    "billing:queue": REVIEWERS,
    "billing:invoices": READERS,
    "approvals:inbox": DEPARTMENT,
    "billing:exports": PAYERS | {"auditor"},
}


@pytest.fixture
def world():
    return make_world()


def client_of(person) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def traces():
    tables = (LineAdjustment, InvoiceNote, InvoiceTransition, AuditEvent, ApExport)
    states = (
        sorted(ReviewFinding.objects.values_list("pk", "state")),
        sorted(Invoice.objects.values_list("pk", "state")),
    )
    return [table.objects.count() for table in tables], states


def invoice_of(world, kind):
    invoice = Invoice.objects.get(matter=getattr(world, kind))
    make_finding(invoice, invoice.lines.get(), outcome="adjust", reduction=10)
    return invoice


def sees(world, name, invoice):
    person = world.people[name]
    return (
        person is not None
        and person.is_active
        and Invoice.objects.visible_to(person).filter(pk=invoice.pk).exists()
    )


def expected(world, name, invoice, allowed):
    if name in ("anonymous", "leaver"):
        return 302
    if name not in allowed:
        return 403
    return None if sees(world, name, invoice) else 404


@pytest.mark.parametrize("kind", ["open_matter", "restricted_matter", "walled_matter", "foreign_matter"])
@pytest.mark.parametrize("action", list(ACTIONS))
def test_actions_are_refused_without_a_trace(world, kind, action):
    invoice = invoice_of(world, kind)
    allowed, sent = ACTIONS[action]
    values = {
        "finding": invoice.findings.get().pk,
        "dismissal": dismissal().pk,
        "reason": reason().pk,
    }
    data = {name: str(value).format(**values) for name, value in sent.items()}
    before, tried = traces(), 0
    for name, person in world.people.items():
        status = expected(world, name, invoice, allowed)
        if status is None:
            continue
        answer = client_of(person).post(reverse(f"billing:{action}", args=[invoice.pk]), data)
        assert answer.status_code == status, f"{name} got {answer.status_code}"
        tried += 1
    assert traces() == before
    assert tried >= 8


@pytest.mark.parametrize("kind", ["open_matter", "restricted_matter", "walled_matter", "foreign_matter"])
@pytest.mark.parametrize("name", list(PAGES))
def test_pages_open_for_those_who_may_and_are_absent_for_others(world, kind, name):
    invoice = invoice_of(world, kind)
    for who, person in world.people.items():
        answer = client_of(person).get(reverse(f"billing:{name}", args=[invoice.pk]))
        want = expected(world, who, invoice, PAGES[name]) or 200
        assert answer.status_code == want, f"{who} got {answer.status_code}"


@pytest.mark.parametrize("name", list(LISTS))
def test_lists_show_only_what_each_may_see(world, name):
    for who, person in world.people.items():
        answer = client_of(person).get(reverse(name))
        if who in ("anonymous", "leaver"):
            assert answer.status_code == 302
        elif who not in LISTS[name]:
            assert answer.status_code == 403, who
        else:
            hidden = Invoice.objects.exclude(pk__in=Invoice.objects.visible_to(person).values("pk"))
            text = answer.content.decode()
            assert not [i.number for i in hidden if f">{i.number}<" in text], who


def test_readers_write_nothing(world):
    invoice = invoice_of(world, "open_matter")
    before = traces()
    for who in ("auditor", "legal_project_manager"):
        client = client_of(world.people[who])
        answer = client.post(
            reverse("billing:write_note", args=[invoice.pk]), {"audience": "firm", "body": "x"}
        )
        assert answer.status_code == 403, who
    assert traces() == before


def test_the_original_file_needs_sight_of_every_invoice_in_it(world):
    invoice = invoice_of(world, "open_matter")
    person = world.people["ebilling_specialist"]
    assert client_of(person).get(reverse("billing:original", args=[invoice.pk])).status_code == 404


@pytest.mark.parametrize("persona", ["auditor", "finance", "legal_project_manager"])
@pytest.mark.parametrize("state", ["in_review", "unmatched", "approved"])
def test_no_link_of_an_invoice_leads_to_a_refusal(world, persona, state):
    """Whoever only reads is offered nothing that they may not open."""
    invoice = make_invoice(world.firm, world.open_matter, 1000, state=state)
    client = client_of(world.people[persona])
    page = Page.get(client, reverse("billing:invoice", args=[invoice.pk]))
    links = {link.split("#")[0] for link in page.tree.xpath("//main//a/@href") if link.startswith("/")}
    assert [link for link in sorted(links) if client.get(link).status_code >= 400] == []
