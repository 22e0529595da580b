"""What can be changed of requests and invoices, and that a preview never promises what is not done."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.models import Invoice
from billing.services.invoices import take_review
from billing.services.reviewers import give_review
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.lists.enums import ItemState
from legalops.lists.models import BulkRun
from legalops.requests.models import Request
from matters.models import Matter
from tests.factories import (
    make_firm,
    make_invoice,
    make_matter,
    make_person,
    make_request,
    make_team,
    raise_wall,
)
from tests.lists.test_bulk import Desk, states

pytestmark = pytest.mark.django_db
REQUESTS, QUEUE, INVOICES = (
    f"/lists/{name}/change/" for name in ("request-rows", "queue-rows", "invoice-rows")
)


@pytest.fixture
def asker():
    return make_person("requester", name="Rita Requester")


def test_requests_are_given_to_someone_but_nobody_gets_their_own(signed_in, manager, asker):
    own = make_request(manager, title="Mine")
    others = [make_request(asker, title=f"Ask {number}") for number in range(2)]
    desk = Desk(signed_in(make_person("legal_ops_manager", name="Olga Ops")))
    run = desk.start("requests.assignee", [own, *others], url=REQUESTS)
    run = desk.enter(run, person=manager.pk, reason="Rota")
    assert states(run) == [ItemState.REFUSED, ItemState.PLANNED, ItemState.PLANNED]
    assert not Request.objects.filter(assignee=manager).exists()
    run = desk.do(run, "apply")
    assert set(Request.objects.filter(assignee=manager)) == set(others)
    event = AuditEvent.objects.filter(action="requests.request.assigned").latest("pk")
    assert (str(event.actor), event.reason) == ("Olga Ops", "Rota")
    desk.do(run, "undo")
    assert not Request.objects.filter(assignee=manager).exists()


def test_requests_move_where_their_workflow_lets_them(signed_in, asker):
    here, there = make_request(asker, title="Fresh"), make_request(asker, title="Begun")
    desk = Desk(signed_in(make_person("legal_ops_manager")))
    one = desk.enter(desk.start("requests.stage", [there], url=REQUESTS), move="take-on", reason="")
    assert states(desk.do(one, "apply")) == [ItemState.DONE]
    run = desk.enter(desk.start("requests.stage", [here, there], url=REQUESTS), move="take-on", reason="")
    assert states(run) == [ItemState.PLANNED, ItemState.REFUSED]
    run = desk.do(run, "apply")
    here.refresh_from_db()
    assert here.stage_name == run.items.first().after
    assert desk.client.post(f"/lists/changes/{run.pk}/undo/").status_code == 422


def test_reviews_are_given_to_a_reviewer(signed_in):
    firm, matter = make_firm(), make_matter()
    waiting, gone = make_invoice(firm, matter), make_invoice(firm, matter)
    reviewer = make_person("ebilling_specialist", name="Priya Reviewer")
    desk = Desk(signed_in(make_person("legal_ops_manager")))
    run = desk.enter(desk.start("billing.reviewer", [waiting, gone], url=QUEUE), value=reviewer.pk)
    assert states(run) == [ItemState.PLANNED, ItemState.PLANNED]
    Invoice.objects.filter(pk=gone.pk).update(state="approved", approved_at="2026-06-20T00:00Z")
    run = desk.do(run, "apply")
    assert states(run) == [ItemState.DONE, ItemState.FAILED]
    waiting.refresh_from_db()
    assert waiting.reviewer == reviewer
    assert AuditEvent.objects.get(action="billing.invoice.reviewer_set").after == {
        "reviewer": "Priya Reviewer"
    }
    desk.do(run, "undo")
    waiting.refresh_from_db()
    assert waiting.reviewer is None


def test_invoices_that_are_not_in_review_have_no_reviewer_to_change(signed_in):
    paid = make_invoice(make_firm(), make_matter(), state="approved")
    reviewer = make_person("ebilling_specialist")
    desk = Desk(signed_in(reviewer))
    run = desk.enter(desk.start("billing.reviewer", [paid], url=INVOICES), value=reviewer.pk)
    assert states(run) == [ItemState.REFUSED]
    assert "Nothing would change" in desk.page(run)


def test_only_who_reviews_and_sees_an_invoice_gets_it():
    invoice = make_invoice(make_firm(), make_matter(restricted=True))
    reviewer = make_person("ebilling_specialist")
    with pytest.raises(NotAllowed):
        take_review(make_invoice(make_firm(), make_matter()), actor=make_person("finance"))
    open_one = make_invoice(make_firm(), make_matter())
    with pytest.raises(DomainError, match="does not review"):
        give_review(open_one, make_person("attorney"), actor=reviewer)
    behind = make_person("ebilling_specialist")
    raise_wall(open_one.matter, behind)
    with pytest.raises(DomainError, match="cannot see"):
        give_review(open_one, behind, actor=reviewer)
    take_review(open_one, actor=reviewer)
    take_review(open_one, actor=reviewer)
    assert AuditEvent.objects.filter(action="billing.invoice.reviewer_set").count() == 1
    assert invoice.reviewer is None


kinds = st.sampled_from(["other", "same", "walled", "hidden", "meanwhile"])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(kinds, min_size=1, max_size=8))
def test_what_is_promised_is_done_and_nothing_else(signed_in, manager, mix):
    lead = make_person("attorney")
    rows = [make_matter(lead=lead) if kind == "same" else make_matter() for kind in mix]
    for kind, row in zip(mix, rows, strict=True):
        if kind == "walled":
            raise_wall(row, lead)
    desk = Desk(signed_in(manager))
    run = desk.enter(desk.start("matters.lead", rows), value=lead.pk)
    promised = dict(run.items.values_list("record_id", "state"))
    team = make_team()
    for kind, row in zip(mix, rows, strict=True):
        if kind == "hidden":
            Matter.objects.filter(pk=row.pk).update(restricted=True)
        if kind == "meanwhile":
            Matter.objects.filter(pk=row.pk).update(team=team, version=2)
    before = {row.pk: row.lead_id for row in rows}
    run = desk.do(run, "apply")
    came = dict(run.items.values_list("record_id", "state"))
    for kind, row in zip(mix, rows, strict=True):
        changed = Matter.objects.get(pk=row.pk).lead_id != before[row.pk]
        assert changed == (came[row.pk] == ItemState.DONE) == (kind == "other")
        assert not changed or promised[row.pk] == ItemState.PLANNED
    assert BulkRun.objects.get(pk=run.pk).state == "done"
