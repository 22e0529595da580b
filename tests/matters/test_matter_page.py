"""A matter's page: its tabs, its forms, and its absence for those who may not see it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from matters.models import EthicalWall, KeyDate, Matter, MatterType, Party, PartyRole, Stage
from matters.selectors.audience import viewers_of
from matters.urls import urlpatterns
from tests.factories import (
    make_budget,
    make_firm,
    make_invoice,
    make_matter,
    make_person,
    make_team,
    make_timekeeper,
    raise_wall,
)
from tests.factories.contacts import make_contact
from tests.factories.plans import make_plan_task
from tests.htmx import Page
from tests.personas import make_world

pytestmark = pytest.mark.django_db

TABS = ["matter", "money", "dates", "people", "timeline"]
OF_A_MATTER = [pattern for pattern in urlpatterns if "<str:number>" in str(pattern.pattern)]


def url(name: str, matter: Matter, pk: int | str | None = None) -> str:
    return reverse(f"matters:{name}", args=[matter.number] + ([pk] if pk else []))


def addresses(matter: Matter) -> list[str]:
    """Every address under a matter, with rows of it that exist."""
    key_date = KeyDate.objects.create(matter=matter, name="Hearing", date=clock.today(), owner=matter.lead)
    witness = PartyRole.objects.get(code="witness")
    party = Party.objects.create(
        matter=matter, contact=make_contact(by=matter.lead), role=witness, side="neutral"
    )
    rows = {
        "date_rule_pack": "us-frcp",
        "party": party.pk,
        "plan": make_plan_task(matter).pk,
        "release": matter.engagements.values_list("pk", flat=True).first() or 1,
        "date": key_date.pk,
        "member": matter.members.values_list("pk", flat=True).first(),
        "wall": matter.walls.values_list("pk", flat=True).first() or 1,
        "unstaff": matter.staffed_timekeepers.values_list("pk", flat=True).first() or 1,
    }
    found = []
    for pattern in OF_A_MATTER:
        kind = next((kind for kind in rows if pattern.name.startswith(kind)), "date")
        of_row = str(pattern.pattern).count("<") > 1
        found.append(url(pattern.name, matter, rows[kind] if of_row else None))
    return found


def test_every_address_of_a_hidden_matter_is_absent_and_posting_changes_nothing(signed_in):
    world = make_world()
    counsel = make_person("general_counsel")
    for matter, person in (
        (world.walled_matter, world.people["attorney_behind_wall"]),
        (world.restricted_matter, world.people["attorney_behind_wall"]),
        (world.restricted_matter, counsel),
    ):
        every = addresses(matter)
        events = AuditEvent.objects.count()
        client = signed_in(person)
        answers = {address: client.get(address).status_code for address in every}
        answers |= {f"POST {address}": client.post(address, {"reason": "x"}).status_code for address in every}
        assert set(answers.values()) <= {403, 404, 405}, answers
        assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("role", ["requester", "administrator", "finance"])
def test_who_may_not_edit_changes_nothing(signed_in, role):
    matter = make_matter()
    client = signed_in(make_person(role))
    every = addresses(matter)
    events = AuditEvent.objects.count()
    for address in every:
        client.post(address, {"name": "Changed", "reason": "x", "stage": Stage.objects.get(code="closed").pk})
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("tab", TABS)
def test_tabs_show_their_matter(signed_in, tab):
    matter = make_matter(name="Weiss v. Harbour", firms=(make_firm(),))
    make_budget(matter)
    body = signed_in(matter.lead).get(url(tab, matter)).content.decode()
    assert "Weiss v. Harbour" in body
    assert 'aria-current="page"' in body


@pytest.mark.parametrize("tab", ["matter", "dates", "people", "timeline", "money"])
def test_a_tab_costs_the_same_however_much_is_on_it(signed_in, tab):
    matter = make_matter()
    client = signed_in(matter.lead)

    def fill(count):
        for number in range(count):
            KeyDate.objects.create(
                matter=matter, name="Hearing", date=clock.today(), owner=make_person("attorney")
            )
            matter.members.create(user=make_person("attorney"), role="observer")
            matter.engagements.create(firm=make_firm(), started_on=matter.opened_on)
            matter.firm_numbers.create(firm=make_firm(), number_key=f"X{number}")
            raise_wall(matter, make_person("attorney"))
            matter.rates.create(
                timekeeper=make_timekeeper(make_firm()), amount=1, currency="USD", valid_from=clock.today()
            )

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(tab, matter)).status_code == 200
        return len(captured)

    fill(1)
    client.get(url(tab, matter))
    one = cost()
    fill(12)
    assert cost() == one


def test_opening_a_matter_leads_to_its_page(signed_in):
    me = make_person("attorney")
    data = {"name": "Customs audit", "matter_type": MatterType.objects.get(code="tax").pk, "lead": me.pk}
    response = signed_in(me).post(reverse("matters:new"), data)
    matter = Matter.objects.get(name="Customs audit")
    assert response.headers["Location"] == url("matter", matter)
    assert matter.currency == "USD"


def test_a_form_that_is_wrong_says_so_beside_the_field_and_keeps_what_was_typed(signed_in):
    me = make_person("attorney")
    response = signed_in(me).post(reverse("matters:new"), {"name": "Kept as typed", "lead": me.pk})
    assert response.status_code == 422
    body = response.content.decode()
    assert "Kept as typed" in body
    assert "id_matter_type_error" in body


def test_an_edit_over_someone_elses_shows_both_and_a_second_save_keeps_mine(signed_in):
    matter = make_matter(name="First")
    client = signed_in(matter.lead)
    form = {
        "matter_type": matter.matter_type_id,
        "lead": matter.lead_id,
        "currency": "USD",
        "opened_on": matter.opened_on.isoformat(),
    }
    client.post(url("edit", matter), form | {"name": "Theirs", "version": 1})
    response = client.post(url("edit", matter), form | {"name": "Mine", "version": 1})
    body = response.content.decode()
    assert response.status_code == 422
    assert "Theirs" in body
    assert 'value="Mine"' in body
    assert 'name="version" value="2"' in body
    client.post(url("edit", matter), form | {"name": "Mine", "version": 2})
    matter.refresh_from_db()
    assert matter.name == "Mine"


def test_moving_the_stage_from_the_dialog_reloads_the_page(signed_in):
    matter = make_matter()
    client = signed_in(matter.lead)
    headers = {"HX-Request": "true", "HX-Target": "form-dialog-body"}
    dialog = client.get(url("stage", matter), headers=headers).content.decode()
    assert "<html" not in dialog
    assert "Move to another stage" in dialog
    headers["HX-Target"] = "form-box"
    chosen = {"stage": Stage.objects.get(code="resolution").pk}
    response = client.post(url("stage", matter), chosen, headers=headers)
    assert response.headers["HX-Redirect"] == url("matter", matter)
    matter.refresh_from_db()
    assert matter.stage.code == "resolution"


def test_done_and_back_swap_in_what_a_reload_shows(signed_in):
    matter = make_matter()
    for days in (1, 5):
        KeyDate.objects.create(
            matter=matter, name=f"In {days}", date=clock.today() + timedelta(days=days), owner=matter.lead
        )
    client = signed_in(matter.lead)
    page = Page.get(client, url("dates", matter))
    first = matter.key_dates.first()
    page.trigger(client, f"//form[@hx-post='{url('date_done', matter, first.pk)}']")
    first.refresh_from_db()
    assert first.done_at is not None
    page.assert_equals(Page.get(client, url("dates", matter)))
    page.trigger(client, f"//td//form[@hx-post='{url('date_reopen', matter, first.pk)}']")
    page.assert_equals(Page.get(client, url("dates", matter)))


def test_the_budget_form_sets_a_version_by_phase(signed_in):
    matter = make_matter()
    client = signed_in(matter.lead)
    data = {"expected_version": 0, "amount": "90000", "phase_L100": "40000", "phase_L200": "40000"}
    refused = client.post(url("budget", matter), data)
    assert refused.status_code == 422
    assert "difference of USD 10,000.00" in refused.content.decode()
    client.post(url("budget", matter), data | {"phase_L200": "50000"})
    budget = matter.budgets.get()
    assert budget.amount == Decimal(90_000)
    assert dict(budget.phases.values_list("phase", "amount")) == {"L100": 40_000, "L200": 50_000}


def test_a_wall_raised_on_the_page_works_at_once(signed_in):
    counsel, associate = make_person("general_counsel"), make_person("attorney")
    matter = make_matter(associate)
    theirs = signed_in(associate)
    assert theirs.get(url("matter", matter)).status_code == 200
    data = {"people": [associate.pk], "reason": "Former employer"}
    signed_in(counsel).post(url("wall_new", matter), data)
    assert EthicalWall.objects.get().reason == "Former employer"
    assert theirs.get(url("matter", matter)).status_code == 404


def test_an_attorney_cannot_raise_a_wall(signed_in):
    matter = make_matter()
    data = {"people": [make_person("attorney").pk], "reason": "x"}
    assert signed_in(matter.lead).post(url("wall_new", matter), data).status_code == 403
    assert not EthicalWall.objects.exists()


def test_who_can_see_this_says_exactly_whom_visible_to_lets_in():
    world = make_world()
    people = [person for person in world.people.values() if person and not hasattr(person, "firm_membership")]
    people += [matter.lead for matter in Matter.objects.all()]
    for matter in Matter.objects.all():
        said = {viewer.person for viewer in viewers_of(matter)}
        assert said == {p for p in people if Matter.objects.visible_to(p).filter(pk=matter.pk).exists()}


def test_my_matters_puts_what_is_wrong_first_and_shows_budget_and_last_invoice(signed_in):
    me, firm = make_person("attorney"), make_firm()
    calm, over = make_matter(lead=me, name="Calm"), make_matter(lead=me, name="Over")
    make_matter(make_person("attorney"), name="Not mine", team=make_team(me))
    for matter, amount in ((calm, 100_000), (over, 5_000)):
        make_budget(matter, amount)
        KeyDate.objects.create(
            matter=matter, name="Hearing", date=clock.today() + timedelta(days=9), owner=me
        )
    make_invoice(firm, over, 6_000, number="OVER-1", state="approved")
    body = signed_in(me).get(reverse("matters:mine")).content.decode()
    assert body.index("Over</a>") < body.index("Calm</a>")
    assert "Over budget" in body
    assert "USD 1,000 over the budget." in body
    assert "OVER-1" in body
    assert "Not mine" not in body


def test_my_matters_shows_no_money_to_who_may_not_see_invoices(signed_in):
    paralegal = make_person("paralegal")
    matter = make_matter(paralegal)
    make_invoice(make_firm(), matter, 6_000, number="SECRET-1")
    for address in (reverse("matters:mine"), url("matter", matter)):
        assert "SECRET-1" not in signed_in(paralegal).get(address).content.decode()


def test_my_matters_costs_the_same_with_one_and_with_fifty(signed_in):
    me, firm = make_person("attorney"), make_firm()
    client = signed_in(me)

    def add():
        matter = make_matter(lead=me)
        make_budget(matter)
        make_invoice(firm, matter, 100)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("matters:mine"))
        return len(captured)

    add()
    client.get(reverse("matters:mine"))
    one = cost()
    for _ in range(49):
        add()
    assert cost() == one


def test_spend_adds_currencies_in_the_matters_own_at_the_stored_base_amount():
    from matters.selectors.spend import spend_on

    lead = make_person("attorney")
    matter, firm = make_matter(lead=lead), make_firm()
    make_invoice(firm, matter, 1_000, state="approved")
    make_invoice(firm, matter, 1_000, currency="EUR", base_rate=Decimal("1.10"))
    make_invoice(firm, matter, 9_000, state="rejected")
    spend = spend_on([matter.pk], lead)[matter.pk]
    assert (spend.billed, spend.waiting) == (Decimal(2_100), 1)
