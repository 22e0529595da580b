"""What a finding would still take off, beside what was taken off already; tax goes with it."""

from decimal import Decimal as D

import pytest
from django.db.models import F
from django.urls import reverse

from billing.models import InvoiceLine
from billing.selectors.workspace.heading import amounts_of
from billing.services.adjustments import adjust_invoice, reduce_line
from billing.services.findings import accept_finding, accept_findings
from tests.billing.scenes import reason
from tests.factories import make_finding

pytestmark = pytest.mark.django_db


def offered(client, scene, rule):
    """How the page shows the finding on the first line."""
    text = client.get(reverse("billing:invoice", args=[scene.invoice.pk])).content.decode()
    key = scene.invoice.findings.get(rule=rule, line=scene.lines[0]).pk
    return text.split(f'id="finding-{key}"')[1].split("</li>")[0]


def taxed(scene, rate="0.0825"):
    """The scene with tax on every line, rounded per line as a firm would."""
    for line in scene.lines:
        tax = (line.total * D(rate)).quantize(D("0.01"))
        InvoiceLine.objects.filter(pk=line.pk).update(tax_amount=tax, total=F("total") + tax)
        scene.invoice.billed_tax += tax
        scene.invoice.billed_total += tax
    scene.invoice.save()


def test_second_finding_offers_what_is_left_beyond_the_first(reviewer, scene):
    accept_finding(scene.invoice.findings.get(rule="G26", line=scene.lines[0]), actor=scene.reviewer)
    part = offered(reviewer, scene, "G41")
    assert "<b>−200.00</b>" in part
    assert "−300.00" not in part


def test_finding_on_a_line_cut_to_zero_says_that_nothing_is_left(reviewer, scene):
    reduce_line(scene.lines[0], percent=D(100), reason=reason(), actor=scene.reviewer)
    part = offered(reviewer, scene, "G41")
    assert "Nothing is left of the line" in part
    assert "300.00" not in part
    page = reviewer.get(reverse("billing:invoice", args=[scene.invoice.pk])).content.decode()
    assert "G41 −300.00" not in page


def test_a_larger_cut_of_the_line_leaves_a_smaller_finding_nothing_to_take(reviewer, scene):
    reduce_line(scene.lines[0], amount=D(400), reason=reason(), actor=scene.reviewer)
    part = offered(reviewer, scene, "G41")
    assert "Already taken off" in part
    assert "300.00" not in part


def test_share_of_an_invoice_wide_cut_does_not_count_as_the_line_own(reviewer, scene):
    adjust_invoice(scene.invoice, percent=D(10), reason=reason(), actor=scene.reviewer)
    assert "<b>−300.00</b>" in offered(reviewer, scene, "G41")


@pytest.mark.parametrize("before", ["nothing", "the whole", "a line", "one finding"])
@pytest.mark.parametrize("tax", ["0", "0.0825", "0.2"])
def test_what_rules_propose_is_what_accepting_all_leaves(scene, before, tax):
    taxed(scene, tax)
    make_finding(scene.invoice, scene.lines[1], rule="G62", outcome="reject_line", reduction=D(500))
    if before == "the whole":
        adjust_invoice(scene.invoice, percent=D("33.33"), reason=reason(), actor=scene.reviewer)
    elif before == "a line":
        reduce_line(scene.lines[0], amount=D("133.37"), reason=reason(), actor=scene.reviewer)
    elif before == "one finding":
        accept_finding(scene.invoice.findings.get(rule="G26", line=scene.lines[0]), actor=scene.reviewer)
    proposed = amounts_of(scene.fresh()).proposed
    accept_findings(scene.invoice, scene.invoice.findings.all(), actor=scene.reviewer)
    assert proposed == scene.fresh().approved_amount


def test_tax_of_a_cut_line_is_shown_as_it_stands(reviewer, scene):
    taxed(scene)
    reduce_line(scene.lines[0], percent=D(25), reason=reason(), actor=scene.reviewer)
    reduce_line(scene.lines[1], percent=D(100), reason=reason(), actor=scene.reviewer)
    text = reviewer.get(reverse("billing:invoice", args=[scene.invoice.pk])).content.decode()
    assert "<del>82.50</del> + 61.87 tax" in text
    assert "<del>41.25</del> + 0.00 tax" in text
    assert "+ 66.00 tax" in text
