"""A module that is off is gone for everybody, on every page and in every list; on again it is as before."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from billing.models import Invoice
from legalops.access import capabilities as can
from legalops.access.models import SwitchedOffModule
from legalops.access.modules import modules
from legalops.access.services import capabilities_of
from legalops.access.switching import switch_off, switch_on
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.requests.models import Request
from tests.access.matrix import ROUTES
from tests.access.records import Records
from tests.access.test_url_matrix import DENIED, routes, sign_in
from tests.factories import make_biller, make_firm, make_invoice, make_matter, make_person, make_request
from tests.personas import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
# A matter's own money stays on its page when dashboards are off.
STAYS = {"dashboards:matter_panel"}
PAGES = {
    "requests": ("requests:", "api:requests-"),
    "e-billing": ("billing:", "api:invoices-", "api:ap-exports-"),
    "dashboards": ("dashboards:", "api:metrics-"),
    "imports": ("imports:", "api:imports-"),
}


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def administrator():
    return make_person("administrator")


def test_every_capability_belongs_to_one_module_at_most():
    owned = [one for each in modules() for one in each.capabilities]
    assert len(owned) == len(set(owned))
    assert can.CONFIGURE not in owned
    assert set(owned) <= can.ALL


@pytest.mark.parametrize("code", PAGES)
def test_nobody_reaches_a_page_or_an_endpoint_of_what_is_off(code):
    world = make_world()
    records, admin = Records(world), world.people["administrator"]
    if code == "e-billing":
        switch_off("dashboards", actor=admin)
    switch_off(code, actor=admin)
    named = routes()
    tried = [name for name in ROUTES if name.startswith(PAGES[code]) and name not in STAYS]
    assert tried
    for persona, user in world.people.items():
        client = sign_in(user)
        for name in tried:
            answer = client.get(records.url(name, named[name], "open"))
            assert answer.status_code in DENIED | {302, 405}, f"{persona}: {name} {answer.status_code}"


def test_rows_are_gone_and_come_back(administrator):
    reviewer = make_person("ebilling_specialist")
    firm = make_firm()
    make_invoice(firm, make_matter(lead=reviewer, firms=(firm,)))
    request = make_request(make_person("requester"))
    assert Invoice.objects.visible_to(fresh(reviewer)).count() == 1
    switch_off("dashboards", actor=administrator)
    switch_off("e-billing", actor=administrator)
    switch_off("requests", actor=administrator)
    assert not Invoice.objects.visible_to(fresh(reviewer)).exists()
    assert not Request.objects.visible_to(fresh(request.requester)).exists()
    switch_on("e-billing", actor=administrator)
    switch_on("requests", actor=administrator)
    assert Invoice.objects.visible_to(fresh(reviewer)).count() == 1
    assert Request.objects.visible_to(fresh(request.requester)).count() == 1


def test_outside_counsel_read_on_and_submit_nothing(administrator):
    biller = make_biller(make_firm())
    switch_off("dashboards", actor=administrator)
    switch_off("e-billing", actor=administrator)
    assert capabilities_of(fresh(biller)) == {can.PORTAL_VIEW}
    client = Client()
    client.force_login(fresh(biller))
    assert client.get(reverse("portal:home")).status_code == 200
    assert client.get("/").status_code == 302  # the portal, not the department's home
    assert client.get("/matters/").status_code in DENIED


def test_what_others_need_is_not_switched_off(administrator):
    with pytest.raises(DomainError, match="Dashboards"):
        switch_off("e-billing", actor=administrator)
    switch_off("dashboards", actor=administrator)
    switch_off("e-billing", actor=administrator)
    with pytest.raises(DomainError, match="E-billing"):
        switch_on("dashboards", actor=administrator)
    with pytest.raises(DomainError, match="requests, e-billing"):
        switch_off("cheese", actor=administrator)
    with pytest.raises(NotAllowed):
        switch_off("requests", actor=make_person("legal_ops_manager"))


def test_twice_is_once_and_each_switch_has_its_event(administrator):
    for _ in range(2):
        switch_off("imports", reason="Migration is over", actor=administrator)
    for _ in range(2):
        switch_on("imports", actor=administrator)
    events = AuditEvent.objects.filter(action__startswith="access.module.").order_by("pk")
    assert [event.action for event in events] == ["access.module.switched_off", "access.module.switched_on"]
    assert events[0].reason == "Migration is over"


def test_an_administrator_switches_on_the_page(administrator, client):
    client.force_login(administrator)
    page = client.get(reverse("modules_page")).content.decode()
    assert "Switch off Imports" in page
    done = client.post(
        reverse("switch_module", args=["imports"]), {"to": "off", "reason": "Over"}, follow=True
    ).content.decode()
    assert "Imports is off." in done
    assert "Switch on Imports" in done
    refused = client.post(reverse("switch_module", args=["e-billing"]), {"to": "off"}, follow=True)
    assert "cannot be switched off while this is on: Dashboards" in refused.content.decode()


def test_modules_are_configuration(administrator, tmp_path):
    off = ["dashboards", "e-billing", "imports"]
    for code in off:
        switch_off(code, actor=administrator)
    call_command("config", "export", str(tmp_path))
    for code in reversed(off):
        switch_on(code, actor=administrator)
    call_command("config", "apply", str(tmp_path), verbosity=0)
    assert list(SwitchedOffModule.objects.values_list("code", flat=True)) == off


def test_who_asks_why_learns_what_is_off(administrator, client):
    matter, asked = make_matter(), make_person("attorney")
    switch_off("imports", actor=administrator)
    client.force_login(make_person("auditor"))
    given = {"person": asked.pk, "kind": "matter", "record": matter.number}
    page = client.get(reverse("governance:why"), given).content.decode()
    assert "Switched off for everybody" in page
    assert "Imports." in page
