"""The smallest department, loaded once for all tests here, and looked at from many sides."""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings

from billing.ledes.checking import check
from billing.models import (
    ApExportItem,
    Invoice,
    InvoiceLine,
    InvoiceTransition,
    LineAdjustment,
    ReviewFinding,
    Submission,
)
from dashboards.services.rebuild import verify
from legalops.accounts.models import User
from legalops.approvals.models import Ask
from legalops.audit import chain
from legalops.audit.models import AuditEvent
from legalops.calendars.models import BusinessCalendar
from legalops.demo.logins import PASSPHRASE, demo_logins
from legalops.demo.multiplying import multiply
from legalops.demo.sample_files import sample_files
from legalops.demo.stories import BOTTLENECK
from legalops.fields.models import FieldEntry
from legalops.lists.models import SavedView
from legalops.notifications.models import ReminderRule
from legalops.workflows.models import Workflow
from matters.models import Matter, PlanTemplate, RulePack


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The tiny department in a transaction that is taken back afterwards; gives what the command printed."""
    with (
        django_db_blocker.unblock(),
        override_settings(DOCUMENT_ROOT=tmp_path_factory.mktemp("documents")),
        transaction.atomic(),
    ):
        out = io.StringIO()
        call_command("demo", "load", "--size", "tiny", "--as-of", "2026-11-20", stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)


def digest() -> str:
    rows = InvoiceLine.objects.order_by(
        "invoice__firm__code", "invoice__number", "invoice__received_at", "position"
    )
    told = rows.values_list(
        "invoice__number", "invoice__state", "total", "reduction", "narrative", "base_net"
    )
    return hashlib.sha256(repr(list(told)).encode()).hexdigest()


def test_it_prints_its_identity_and_moments(demo):
    assert "fee share" in demo
    assert "invoices with a finding" in demo


def test_counts(demo):
    assert 20 <= Invoice.objects.count() <= 45
    assert Matter.objects.count() == 14
    assert ReviewFinding.objects.exists()
    assert LineAdjustment.objects.filter(undone_at__isnull=True).exists()


def test_a_living_queue_is_left(demo):
    states = set(Invoice.objects.values_list("state", flat=True))
    assert {"in_review", "paid"} <= states
    assert Submission.objects.filter(state="refused").count() == 1


def test_fields_are_filled_in_owned_and_defined(demo):
    custom = FieldEntry.objects.exclude(definition=None)
    assert custom.filter(filled__gt=0, fill_rate__lt=1).exists()
    assert custom.exclude(owner=None).exclude(meaning="").exists()
    assert custom.filter(owner=None, owner_team=None).exists()
    assert FieldEntry.objects.filter(definition=None).exclude(owner=None).count() == 8
    matter = Matter.objects.filter(custom__has_key="exposure_low").first()
    event = AuditEvent.objects.get(
        action="fields.values.changed", subject_type="matters.matter", subject_id=matter.pk
    )
    assert event.after["matter.exposure_low"].startswith("USD ")


def test_sums_of_lines_are_the_totals(demo):
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM billing_invoice i JOIN (
                 SELECT invoice_id, sum(total) AS total, sum(reduction) AS cut, count(*) AS lines
                 FROM billing_invoiceline GROUP BY invoice_id) l ON l.invoice_id = i.id
               WHERE l.total <> i.billed_total OR l.cut <> i.reduction_net OR l.lines <> i.line_count"""
        )
        assert cursor.fetchone()[0] == 0


def test_every_passage_starts_where_the_one_before_ended(demo):
    for invoice in Invoice.objects.all():
        passages = list(InvoiceTransition.objects.filter(invoice=invoice).order_by("occurred_at", "id"))
        assert passages[0].name == "receive"
        assert all(a.to_state == b.from_state for a, b in pairwise(passages))
        assert passages[-1].to_state == invoice.state
        assert passages[0].occurred_at == invoice.received_at


def test_the_slow_reviewer_shows_in_the_passages(demo):
    """The story where its text says to look: received to submitted, by reviewer."""
    slow = User.objects.get(email__startswith=BOTTLENECK.reviewer)
    waits: dict[bool, list[float]] = {True: [], False: []}
    since = datetime(2025, 11, 20, tzinfo=UTC)
    handed_on = InvoiceTransition.objects.filter(name="submit_for_approval", occurred_at__gte=since)
    for passage in handed_on.select_related("invoice"):
        waited = passage.occurred_at - passage.invoice.received_at
        waits[passage.actor_id == slow.pk].append(waited.total_seconds())
    assert len(waits[True]) >= 3
    assert median(waits[True]) > 1.5 * median(waits[False])


def test_every_passage_stands_in_the_ledger_on_its_day(demo):
    paid = Invoice.objects.filter(state="paid").first()
    told = AuditEvent.objects.filter(subject_type="billing.invoice", subject_id=paid.pk)
    actions = set(told.values_list("action", flat=True))
    assert {"billing.invoice.received", "billing.invoice.reviewed", "billing.invoice.approved"} <= actions
    approved = told.get(action="billing.invoice.approved")
    assert approved.occurred_at == paid.approved_at
    assert approved.recorded_at > approved.occurred_at


def test_nobody_approves_above_their_authority_or_what_they_reviewed(demo):
    for invoice in Invoice.objects.filter(approved_at__isnull=False):
        asks = Ask.objects.filter(request__record_type="invoice", request__record_id=invoice.pk)
        approved = asks.filter(state="approved").select_related("person")
        limits = [limit.amount for ask in approved for limit in ask.person.authority_limits.all()]
        assert invoice.approved_amount * invoice.base_rate <= max(limits) + Decimal("0.01")
        assert invoice.reviewer_id not in {ask.person_id for ask in approved}


def test_what_left_for_accounts_payable_is_in_one_export(demo):
    left = set(Invoice.objects.filter(state__in=["sent_to_ap", "paid"]).values_list("pk", flat=True))
    assert set(ApExportItem.objects.values_list("invoice_id", flat=True)) == left


def test_rollups_equal_the_facts(demo):
    assert verify().problems == []


def test_the_ledger_is_sealed_to_the_last_event_and_whole(demo):
    found = chain.verify()
    assert (found.unsealed, found.problems) == (0, [])
    assert found.sealed == AuditEvent.objects.count() > 200


def test_log_ins_work_for_every_role(demo, client):
    logins = demo_logins()
    assert len(logins) == 13
    for each in logins:
        assert User.objects.get(email=each.email).check_password(PASSPHRASE)


def test_a_second_load_is_refused_politely(demo):
    before = User.objects.count()
    with pytest.raises(CommandError, match="has people already"):
        call_command("demo", "load", "--size", "tiny", stdout=io.StringIO())
    assert User.objects.count() == before


def test_production_settings_are_refused(demo):
    with (
        override_settings(DEMO_WELCOME=False),
        pytest.raises(CommandError, match="production"),
    ):
        call_command("demo", "load", "--size", "tiny", stdout=io.StringIO())


def test_an_unknown_size_is_refused(demo):
    with pytest.raises(CommandError, match="Sizes are"):
        call_command("demo", "load", "--size", "huge", stdout=io.StringIO())


def test_sample_files_do_what_they_say(demo):
    good, taxed, broken = [check(io.BytesIO(file.content)) for file in sample_files()]
    assert good.accepted
    assert taxed.accepted
    errors = {finding.code for finding in broken.findings if finding.severity == "error"}
    assert errors == {"V101", "A201", "A202"}


def test_multiplied_rows_keep_their_sums(demo):
    with transaction.atomic():
        lines, invoices, matters = (
            InvoiceLine.objects.count(),
            Invoice.objects.count(),
            Matter.objects.count(),
        )
        multiply(lines * 2 + lines // 2, lambda text: None)
        assert lines * 2 < InvoiceLine.objects.count() <= lines * 3
        assert Invoice.objects.count() > invoices * 2
        assert Matter.objects.count() == matters * 3
        assert verify().problems == []
        assert chain.verify().problems == []
        transaction.set_rollback(True)


def test_a_copied_matter_is_a_whole_matter_some_days_earlier(demo):
    with transaction.atomic():
        invoice = Invoice.objects.filter(state="paid").select_related("matter").first()
        multiply(InvoiceLine.objects.count() * 2, lambda text: None)
        copy = Invoice.objects.select_related("matter").get(number=f"{invoice.number}-02", firm=invoice.firm)
        assert copy.matter.number == f"{invoice.matter.number}-02"
        assert copy.client_matter_id == f"{invoice.client_matter_id}-02"
        assert copy.invoice_date == invoice.invoice_date - timedelta(1)
        assert copy.approved_at == invoice.approved_at - timedelta(1)
        assert copy.approved_amount == invoice.approved_amount
        assert set(copy.lines.values_list("matter_id", flat=True)) == {copy.matter_id}
        for name in ("members", "engagements", "budgets", "key_dates", "rates", "walls"):
            assert getattr(copy.matter, name).count() == getattr(invoice.matter, name).count()
        item = ApExportItem.objects.select_related("export").get(invoice=copy)
        assert item.export.invoice_count == item.export.items.count()
        transaction.set_rollback(True)


def test_force_loads_the_same_department_again(demo):
    first, installed = digest(), rows_installed()
    call_command("demo", "load", "--size", "tiny", "--as-of", "2026-11-20", "--force", stdout=io.StringIO())
    assert digest() == first
    assert rows_installed() == installed


def rows_installed() -> dict[str, int]:
    kinds = (BusinessCalendar, PlanTemplate, ReminderRule, RulePack, SavedView, Workflow)
    return {kind.__name__: kind.objects.count() for kind in kinds}
