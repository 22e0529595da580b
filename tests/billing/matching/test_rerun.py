"""Running the rules again keeps what people decided."""

import pytest

from billing.models import ReasonCode, ReviewFinding, ReviewRule
from billing.services.lifecycle import transition
from billing.services.reviewing import rerun
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import Conflict
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import imported, only_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def bill(firm, biller, matter, jo):
    return only_invoice(
        imported(ledes(invoice("INV-1", fee("2.00", "550.00"), fee("1.00", "600.00"))), firm, biller)
    )


def above(bill) -> list[ReviewFinding]:
    return list(bill.findings.filter(rule="G26").order_by("line__position"))


def decide(finding, state, specialist):
    finding.state, finding.decided_by, finding.decided_at = state, specialist, clock.now()
    if state == "dismissed":
        finding.dismissal_reason = ReasonCode.objects.get(code="justified")
    finding.save()


def test_unchanged_facts_change_nothing(bill, specialist):
    before = list(bill.findings.order_by("pk").values())
    rerun(bill, actor=specialist)
    assert list(bill.findings.order_by("pk").values()) == before


def test_open_findings_take_new_content_or_go(bill, jo, specialist):
    jo.rates.update(amount=575)
    rerun(bill, actor=specialist)
    assert [(each.line.position, each.reduction) for each in above(bill)] == [(2, 25)]


def test_dismissed_stays_dismissed_while_nothing_changed(bill, specialist):
    decide(above(bill)[0], "dismissed", specialist)
    rerun(bill, actor=specialist)
    assert [each.state for each in above(bill)] == ["dismissed", "open"]


def test_dismissed_opens_again_when_the_finding_is_another(bill, jo, specialist):
    decide(above(bill)[0], "dismissed", specialist)
    jo.rates.update(amount=400)
    rerun(bill, actor=specialist)
    again = above(bill)[0]
    assert (again.state, again.reduction, again.decided_by, again.dismissal_reason) == (
        "open",
        300,
        None,
        None,
    )
    assert AuditEvent.objects.filter(action="billing.finding.reopened").count() == 1


def test_accepted_stays_whatever_the_rules_say_now(bill, jo, specialist):
    decide(above(bill)[0], "accepted", specialist)
    jo.rates.update(amount=900)
    rerun(bill, actor=specialist)
    assert [(each.state, each.reduction) for each in above(bill)] == [("accepted", 100)]


def test_rule_that_was_switched_off_finds_nothing(bill, specialist):
    ReviewRule.objects.filter(code="G26").update(enabled=False)
    rerun(bill, actor=specialist)
    assert above(bill) == []


def test_version_moves_so_that_a_stale_page_is_noticed(bill, specialist):
    before = bill.version
    rerun(bill, actor=specialist)
    assert bill.version == before + 1


def test_only_in_review(bill, specialist):
    transition(invoice=bill, name="reject", actor=specialist, reason="x")
    with pytest.raises(Conflict):
        rerun(bill, actor=specialist)
