"""A department with approved spend over two years, for the tests of pages and numbers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from billing.models import Invoice
from dashboards.services.drain import drain
from legalops.kernel import clock
from tests.factories import make_adjustment, make_invoice, make_person
from tests.personas import World, make_world

TODAY = "2026-07-15T16:00:00+00:00"


@pytest.fixture
def july():
    """It is 15 July 2026."""
    with time_machine.travel(TODAY, tick=False):
        yield


@dataclass
class Department:
    """The world of the personas, with approved invoices on every matter."""

    world: World
    invoices: list[Invoice]

    def client(self, persona: str) -> Client:
        """The browser of a persona."""
        client = Client()
        if person := self.world.people[persona]:
            client.force_login(person)
        return client


@pytest.fixture
def department(db, july) -> Department:
    """Four matters, an invoice of two lines in each of three months, one line reduced."""
    world, invoices = make_world(), []
    reviewer = make_person()
    matters = (world.open_matter, world.restricted_matter, world.walled_matter, world.foreign_matter)
    for number, matter in enumerate(matters, start=1):
        firm = world.rival if matter is world.foreign_matter else world.firm
        for when in (date(2025, 6, 20), date(2026, 6, 20), date(2026, 7, 3)):
            amounts = (Decimal(number * 1000), Decimal(number * 10) + Decimal("0.37"))
            invoice = make_invoice(firm, matter, *amounts, invoice_date=when)
            make_adjustment(invoice.lines.get(position=1), number, actor=reviewer)
            Invoice.objects.filter(pk=invoice.pk).update(state="approved", approved_at=clock.now())
            invoices.append(invoice)
    drain()
    return Department(world, invoices)
