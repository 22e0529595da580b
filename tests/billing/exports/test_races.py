"""Two people hand over at the same moment."""

import threading

import pytest
from django.db import connection

from billing.models import ApExport, ApExportItem, Invoice
from billing.services.exports import export_approved
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError
from tests.factories import make_firm, make_invoice, make_matter, make_person

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_invoice_is_in_exactly_one_file(settings, tmp_path):
    settings.DOCUMENT_ROOT = tmp_path
    firm = make_firm()
    matter = make_matter(firms=(firm,))
    for _ in range(20):
        make_invoice(firm, matter, 100, state="approved")
    people = [make_person("finance") for _ in range(6)]
    gate, outcomes = threading.Barrier(len(people)), []

    def hand_over(person):
        try:
            gate.wait(30)
            outcomes.append(export_approved(actor=person))
        except DomainError as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=hand_over, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(outcomes) == len(people)
    assert ApExportItem.objects.count() == 20
    assert ApExportItem.objects.values("invoice").distinct().count() == 20
    assert sum(export.invoice_count for export in ApExport.objects.all()) == 20
    assert Invoice.objects.filter(state="sent_to_ap").count() == 20
    assert AuditEvent.objects.filter(action="billing.invoice.sent_to_ap").count() == 20
