"""No finding without its line and invoice, whoever writes or deletes."""

import pytest
from django.db import IntegrityError, connection, transaction

from billing.models import Invoice, InvoiceLine, ReviewFinding
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import imported, only_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(firm, biller, matter, jo):
    """Two stored invoices with a finding on the line of the first."""
    stored = [
        only_invoice(
            imported(
                ledes(
                    invoice(f"INV-{n}", fee(units)),
                ),
                firm,
                biller,
            )
        )
        for n, units in enumerate(("2.00", "3.00"))
    ]
    ReviewFinding.objects.filter(invoice__in=stored).delete()
    found(stored[0], stored[0].lines.get())
    return stored


def found(of, line):
    return ReviewFinding.objects.create(
        invoice=of, line=line, rule="G42", rule_version=1, outcome="warn", message="Vague."
    )


def test_finding_on_the_line_of_another_invoice_is_refused(two):
    with pytest.raises(IntegrityError, match="there is not"), transaction.atomic():
        found(two[0], two[1].lines.get())


def test_finding_on_an_invoice_that_there_is_not_is_refused(two):
    with pytest.raises(IntegrityError, match="there is not"), transaction.atomic():
        found(Invoice(pk=10**9), None)


def test_one_stray_among_many_refuses_them_all(two):
    good, stray = ({"invoice": two[0], "line_id": pk} for pk in (two[0].lines.get().pk, 10**9))
    content = {"rule": "G36", "rule_version": 1, "outcome": "warn", "message": "Long."}
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewFinding.objects.bulk_create([ReviewFinding(**each, **content) for each in (good, stray)])
    assert ReviewFinding.objects.count() == 1


def test_finding_stays_where_it_is(two):
    for moved in ({"invoice": two[1]}, {"line": two[1].lines.get()}, {"line": None}):
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            ReviewFinding.objects.update(**moved)


def test_what_a_finding_stands_on_cannot_be_deleted_behind_its_back(two):
    with pytest.raises(IntegrityError, match="has findings"), transaction.atomic():
        delete_and_check(InvoiceLine.objects.filter(invoice=two[0]))


def delete_and_check(rows):
    rows._raw_delete("default")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_findings_go_with_their_line(two):
    two[0].lines.get().delete()
    assert not ReviewFinding.objects.exists()
