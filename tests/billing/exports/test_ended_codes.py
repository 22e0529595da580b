"""Who hands over to accounts payable is told of codes that do not hold, before and afterwards."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from billing.models import ApExport
from billing.selectors.ended_codes import ended_of, ended_of_waiting
from billing.services.account_mappings import map_account
from billing.services.exports import export_approved
from legalops.kernel import clock
from tests.billing.exports.test_export import approved
from tests.factories import make_account, make_centre, make_entity, make_person, raise_wall

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def document_root(settings, tmp_path):
    settings.DOCUMENT_ROOT = tmp_path


@pytest.fixture
def finance():
    return make_person("finance")


@pytest.fixture
def scene():
    """An approved invoice of a matter whose cost centre ended yesterday."""
    found = approved(1000)
    found.matter.cost_centre = make_centre("4100", valid_until=clock.today())
    found.matter.legal_entity = make_entity("US01")
    found.matter.save()
    return found


def told(rows):
    return [(one.matter.number, one.label, one.code, one.last_day, one.invoices) for one in rows]


def page(person, name, *args):
    client = Client()
    client.force_login(person)
    return " ".join(client.get(reverse(name, args=args)).content.decode().split())


def test_the_page_names_matter_code_and_mend_before_the_file_is_made(scene, finance):
    yesterday = clock.today() - timedelta(days=1)
    assert told(ended_of_waiting(finance)) == [(scene.matter.number, "Cost centre", "4100", yesterday, 1)]
    text = page(finance, "billing:exports")
    assert "Choose others on these matters" in text
    assert scene.matter.number in text
    assert f"{scene.matter.lead} leads the matter" in text


def test_nothing_is_said_of_codes_that_hold_or_go_on_under_the_same_code(scene, finance):
    make_centre("4100", valid_from=clock.today())
    assert ended_of_waiting(finance) == []
    assert "Choose others" not in page(finance, "billing:exports")


def test_the_file_tells_it_as_of_its_day(scene, finance):
    export = export_approved(actor=finance)
    make_centre("4100", valid_from=clock.today() + timedelta(days=1))
    assert [one.code for one in ended_of(export)] == ["4100"]
    text = page(finance, "billing:export", ApExport.objects.get().pk)
    assert "did not hold on the day it was made" in text
    assert scene.matter.number in text


def test_an_invoice_without_an_account_is_named_once_accounts_are_mapped(scene, finance):
    account = make_account("6350", valid_until=clock.today())
    map_account(account, actor=make_person("administrator"))
    labels = [(one.label, one.code) for one in ended_of_waiting(finance)]
    assert ("General-ledger account", "") in labels or ("Ledger account", "") in labels
    assert "none that is mapped holds" in page(finance, "billing:exports")


def test_a_matter_behind_a_wall_is_not_named(scene, finance):
    raise_wall(scene.matter, finance)
    assert ended_of_waiting(finance) == []
    assert scene.matter.number not in page(finance, "billing:exports")


def test_the_number_of_queries_does_not_grow(scene, finance, django_assert_max_num_queries):
    for _ in range(4):
        other = approved(100)
        other.matter.cost_centre = scene.matter.cost_centre
        other.matter.save()
    with django_assert_max_num_queries(16):
        assert len(ended_of_waiting(finance)) == 5
