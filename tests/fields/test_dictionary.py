"""The field dictionary: who answers for a field, how well it is kept, where it is used."""

from decimal import Decimal

import pytest
from django.urls import reverse

from legalops.accounts.models import Team
from legalops.approvals.models import Policy
from legalops.audit.models import AuditEvent
from legalops.fields import uses
from legalops.fields.models import FieldDefinition, FieldEntry
from legalops.fields.services import set_values
from legalops.fields.services.counting import count_all
from legalops.fields.services.defining import retire
from legalops.fields.services.describing import classify, describe
from legalops.imports.models import ImportMapping
from legalops.jobs import run_pending
from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.lists.models import SavedView
from legalops.lists.services.saving import save_view
from legalops.notifications.models import ReminderRule, WebhookEndpoint
from legalops.workflows.models import RoutingRule, WorkflowVersion
from matters.models import MatterType
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db


def entry_of(code: str, record_type: str = "matter") -> FieldEntry:
    return FieldEntry.objects.get(record_type=record_type, code=code)


def places(code: str, record_type: str = "matter") -> list[str]:
    return [each.where for each in uses.uses_of(record_type, code)]


def test_every_field_of_every_record_has_an_entry(define):
    define("claim")
    counted = count_all()
    assert counted == FieldEntry.objects.count()
    known = {(kind.code, code) for kind in records.known() for code in records.fields_of(kind.code)}
    assert set(FieldEntry.objects.values_list("record_type", "code")) == known
    assert entry_of("claim").definition.code == "claim"
    assert entry_of("lead").definition is None


def test_the_fill_rate_is_of_the_records_that_have_the_field(define):
    commercial = MatterType.objects.get(code="commercial-litigation")
    patent = MatterType.objects.get(code="patent-litigation")
    define("claim")
    define("patent_number", sub_types=["patent-litigation"])
    define("double", "formula", formula="1 + 1")
    lead = make_person("legal_ops_manager")
    rows = [make_matter(matter_type=each, lead=lead) for each in (commercial, commercial, patent, patent)]
    set_values(rows[0], {"claim": "A"}, actor=lead)
    set_values(rows[2], {"patent_number": "US 1"}, actor=lead)
    count_all()
    claim, number, business_unit = map(entry_of, ("claim", "patent_number", "description"))
    assert (claim.filled, claim.total, claim.fill_rate) == (1, 4, Decimal("0.25"))
    assert (number.filled, number.total, number.fill_rate) == (1, 2, Decimal("0.5"))
    assert business_unit.total == 4
    assert entry_of("lead").fill_rate == 1
    assert entry_of("double").fill_rate is None


def test_webhooks_that_tell_of_a_change_count_as_places_that_use_a_field(define):
    owner = make_person("administrator")
    define("claim")
    define("settled", see_roles=["general_counsel"])
    for name, event in (("Open", "fields.values.changed"), ("Kept", "fields.values.changed_confidential")):
        WebhookEndpoint.objects.create(
            name=name, url="https://hooks.example/x", events=[event], owner=owner, created_by=owner
        )
    assert places("claim") == ["Webhook “Open” tells of changes"]
    assert "Webhook “Kept” tells of changes" in places("settled")
    assert "Webhook “Open” tells of changes" not in places("settled")
    WebhookEndpoint.objects.update(is_active=False)
    assert places("claim") == []


def test_an_empty_text_is_not_filled_in():
    make_matter(business_unit="")
    make_matter(business_unit="Retail")
    count_all()
    assert entry_of("business_unit").fill_rate == Decimal("0.5")


def test_counting_again_keeps_what_people_wrote_and_a_field_that_is_gone_leaves():
    count_all()
    owner = make_person("legal_ops_manager")
    describe(entry_of("lead"), owner=owner, owner_team=None, meaning="Who leads.", why="", actor=owner)
    FieldEntry.objects.create(record_type="matter", code="gone", label="Gone", kind="text")
    count_all()
    assert entry_of("lead").meaning == "Who leads."
    assert entry_of("lead").owner == owner
    assert not FieldEntry.objects.filter(code="gone").exists()


def test_who_governs_says_who_owns_a_field_and_the_ledger_keeps_it(client_of):
    count_all()
    manager, entry = make_person("legal_ops_manager"), entry_of("business_unit")
    page = reverse("fields:entry", args=[entry.pk])
    typed = {"owner": manager.pk, "meaning": "The unit that pays.", "why": "Cost reports group by it."}
    answer = client_of(manager).post(reverse("fields:describe", args=[entry.pk]), typed)
    assert answer.status_code == 303
    shown = client_of(manager).get(page).content.decode()
    assert "The unit that pays." in shown
    assert "changed the owner or definition of a field" in shown
    event = AuditEvent.objects.filter(action="fields.entry.described").get()
    assert event.after["owner"] == str(manager)


def test_a_person_and_a_team_at_once_are_refused_with_what_was_typed(client_of):
    count_all()
    manager, team = make_person("legal_ops_manager"), Team.objects.create(name="Litigation")
    typed = {"owner": manager.pk, "owner_team": team.pk, "meaning": "Kept as typed"}
    entry = entry_of("lead")
    answer = client_of(manager).post(reverse("fields:describe", args=[entry.pk]), typed)
    assert answer.status_code == 422
    assert "Name a person or a team" in answer.content.decode()
    assert "Kept as typed" in answer.content.decode()


def test_the_words_of_a_custom_field_are_those_of_its_definition(define):
    row, team = define("claim"), Team.objects.create(name="Insurance")
    manager = make_person("legal_ops_manager")
    entry = entry_of("claim")
    describe(entry, owner=None, owner_team=team, meaning="As the insurer has it.", why="", actor=manager)
    row.refresh_from_db()
    assert (row.owner_team, row.meaning) == (team, "As the insurer has it.")
    assert AuditEvent.objects.filter(action="fields.definition.changed", subject_id=row.pk).exists()
    assert FieldEntry.objects.told().get(pk=entry.pk).owned_by == "Insurance"


def test_auditors_read_and_change_nothing(client_of, define):
    define("claim")
    auditor, entry = client_of(make_person("auditor")), entry_of("claim")
    assert "Claim" in auditor.get(reverse("fields:dictionary")).content.decode()
    page = auditor.get(reverse("fields:entry", args=[entry.pk]))
    assert reverse("fields:describe", args=[entry.pk]) not in page.content.decode()
    assert auditor.post(reverse("fields:describe", args=[entry.pk])).status_code == 403
    assert auditor.post(reverse("fields:retire", args=[entry.pk])).status_code == 403
    assert client_of(make_person("attorney")).get(reverse("fields:dictionary")).status_code == 403


def test_the_list_is_narrowed_sorted_and_taken_away(client_of, define):
    define("claim", meaning="What the insurer calls it.")
    define("firm_note", record_type="firm")
    count_all()
    client, page = client_of(make_person("legal_ops_manager")), reverse("fields:dictionary")

    def labels(query: str) -> str:
        return client.get(f"{page}?{query}").content.decode()

    assert "Firm note" not in labels("record=matter")
    assert "Claim" in labels("origin=custom&undefined=false")
    assert "Lead attorney" not in labels("origin=custom")
    assert "Firm note" in labels("undefined=true&origin=custom")
    assert "Firm note" in labels("unused=true")
    assert "Nobody owns it" in labels("unowned=true")
    make_matter()
    count_all()
    assert "Claim" in labels("fill=50&sort=fill")
    assert "Lead attorney" not in labels("fill=50&record=matter")
    sheet = client.get(f"{page}?export=csv&record=matter")
    body = b"".join(sheet.streaming_content) if sheet.streaming else sheet.content
    assert b"What the insurer calls it." in body


def test_the_page_counts_nothing_itself(client_of, define, django_assert_max_num_queries):
    define("claim")
    count_all()
    client, page = client_of(make_person("legal_ops_manager")), reverse("fields:dictionary")
    client.get(page)
    with django_assert_max_num_queries(14) as asked:
        client.get(page)
    assert not [each for each in asked.captured_queries if "matters_matter" in each["sql"]]


def test_who_governs_counts_now(client_of, define):
    define("claim")
    manager = client_of(make_person("legal_ops_manager"))
    assert manager.post(reverse("fields:count")).status_code == 302
    run_pending()
    assert entry_of("claim").counted_at


def test_every_place_that_names_a_field_is_told(define):
    row, manager = define("insured", "yes_no"), make_person("legal_ops_manager")
    condition = [{"any": [{"field": "insured", "operator": "is", "value": "true"}]}]
    define("insurer", shown_when=condition, asked_at_opening=True)
    define("amount", "number")
    define("twice", "formula", formula="amount * 2")
    define("insured_since", "date")
    Policy.objects.create(code="p", name="Insured", record_type="matter", conditions=condition)
    ReminderRule.objects.create(
        name="Renewal", record_type="matter", date_field="insured_since", recipients=["field:lead"],
        title="{insurer}",
    )  # fmt: skip
    person = make_person("paralegal")
    RoutingRule.objects.create(
        record_type="matter", name="Insured first", conditions=condition, person=person
    )
    version = WorkflowVersion.objects.filter(workflow__record_type="matter").earliest("pk")
    move = {"label": "Close", "guards": [{"kind": "required_fields", "settings": {"fields": ["insurer"]}}]}
    version.definition = {**version.definition, "transitions": [move]}
    version.save()
    assert set(places("insured")) >= {
        "Condition of “Insurer”", "Approval policy “Insured”", "Routing rule “Insured first”"
    }  # fmt: skip
    assert "Formula of “Twice”" in places("amount")
    assert places("insured_since") == ["Reminder rule “Renewal”"]
    assert {"Reminder rule “Renewal”", "Form: asked when a record is opened"} <= set(places("insurer"))
    assert any("Close" in each for each in places("insurer"))
    with pytest.raises(DomainError, match="Insured first"):
        retire(row, actor=manager)


def test_lists_and_saved_views_are_told_but_nobodys_own_view_by_name(define):
    person = make_person("attorney")
    save_view("matter-rows", "Mine alone", {"sort": ["lead"]}, actor=person)
    SavedView.objects.create(list_id="matter-rows", code="by-type", name="By type", sharing="everybody",
                             params={"group": ["type"]})  # fmt: skip
    assert "List “Matters”" in places("lead")
    assert not any("Mine alone" in each for each in places("lead"))
    assert any(each.startswith("Somebody's own view") for each in places("lead"))
    assert any("By type" in each for each in places("type"))


def test_an_unused_field_is_retired_from_its_page_and_taken_back(define, client_of):
    row, client = define("claim"), client_of(make_person("legal_ops_manager"))
    entry = entry_of("claim")
    assert client.post(reverse("fields:retire", args=[entry.pk])).status_code == 303
    assert FieldDefinition.objects.get(pk=row.pk).retired_at
    assert entry_of("claim").is_retired
    assert "Retired" in client.get(reverse("fields:entry", args=[entry.pk])).content.decode()
    client.post(reverse("fields:restore", args=[entry.pk]))
    assert not FieldDefinition.objects.get(pk=row.pk).retired_at


def test_a_used_field_is_kept_and_its_uses_are_named(define, client_of):
    define("amount", "number")
    define("twice", "formula", formula="amount * 2")
    client, entry = client_of(make_person("legal_ops_manager")), entry_of("amount")
    assert "Formula of “Twice”" in client.get(reverse("fields:retire", args=[entry.pk])).content.decode()
    refused = client.post(reverse("fields:retire", args=[entry.pk]))
    assert refused.status_code == 422
    assert "It is still needed" in refused.content.decode()
    assert not entry_of("amount").is_retired


def test_imports_and_dashboards_that_name_a_field_are_told():
    ana = make_person("legal_ops_manager")
    ImportMapping.objects.create(kind="matters", user=ana, headings={"who leads": "lead"})
    found = places("lead")
    assert "Import of “Matters”" in found
    assert "Columns that people matched in imports of “Matters”" in found
    assert "Columns that people matched in imports of “Matters”" not in places("name")
    assert "Dashboard of spend" in places("type")
    assert "Dashboard of spend" in places("firm", "invoice")


def test_a_field_is_classified_and_the_dictionary_narrowed_to_it(client_of, define):
    define("claim")
    count_all()
    elena = client_of(make_person("legal_ops_manager"))
    for code, classification in (("claim", "privileged"), ("lead", "personal")):
        page = reverse("fields:describe", args=[entry_of(code).pk])
        assert elena.post(page, {"classification": classification}).status_code == 303
        assert entry_of(code).classification == classification
    count_all()
    define("claim_two")
    assert entry_of("claim").classification == "privileged"
    body = elena.get(reverse("fields:dictionary") + "?classification=personal").content.decode()
    assert "Lead attorney" in body
    assert ">Claim<" not in body
    assert "Privileged" in elena.get(reverse("fields:entry", args=[entry_of("claim").pk])).content.decode()
    told = AuditEvent.objects.filter(action="fields.entry.described").order_by("pk")
    assert [(each.before, each.after) for each in told] == [
        ({"classification": ""}, {"classification": "privileged"}),
        ({"classification": ""}, {"classification": "personal"}),
    ]
    with pytest.raises(DomainError, match="There is no classification"):
        classify(entry_of("claim"), "secret", actor=make_person("administrator"))
