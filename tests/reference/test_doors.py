"""The console, files and the configuration: the same codes by the same services."""

import csv
import io
from datetime import date, timedelta

import pytest
import yaml
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.configuration.faults import ConfigurationFaults
from legalops.configuration.services import apply_folder, export_folder, plan_folder
from legalops.exports.contents import tables
from legalops.kernel import clock
from legalops.reference.kinds import KINDS
from legalops.reference.models import CostCentre, LegalEntity, TaxCode
from legalops.reference.services import add_code, change_code
from tests.factories import make_centre, make_code, make_department, make_entity, make_matter, make_person

pytestmark = pytest.mark.django_db
YEAR = date(2026, 1, 1)


@pytest.fixture
def administrator():
    return make_person("administrator", is_staff=True)


@pytest.fixture
def manager(administrator):
    """Whoever imports here keeps the codes."""
    return administrator


def console(model, name="changelist", *args):
    return reverse(f"admin:reference_{model._meta.model_name}_{name}", args=args)


class TestConsole:
    def test_a_code_is_added_changed_and_ended(self, signed_in, administrator):
        client, entity = signed_in(administrator), make_entity()
        given = {"code": "4100", "name": "Sales", "legal_entity": entity.pk, "department": ""}
        empty = {"valid_from": "", "valid_until": ""}
        assert client.post(console(CostCentre, "add"), given | empty).status_code == 302
        row = CostCentre.objects.get()
        assert client.post(console(CostCentre, "change", row.pk), given | empty | {"name": "Selling"})
        row.refresh_from_db()
        assert (row.name, row.legal_entity) == ("Selling", entity)
        chosen = {"action": "end_today", "_selected_action": [row.pk]}
        assert "1 code ended today" in client.post(console(CostCentre), chosen, follow=True).content.decode()
        actions = list(AuditEvent.objects.filter(subject_id=row.pk).values_list("action", flat=True))
        assert actions.count("reference.code.added") == 1
        assert actions.count("reference.code.changed") == 2

    def test_a_second_one_for_the_same_days_is_refused_in_words(self, signed_in, administrator):
        make_entity("US01", valid_from=YEAR)
        given = {"code": "us01", "name": "Twice", "parent": "", "country": "", "currency": "",
                 "tax_number": "", "valid_from": "2025-01-01", "valid_until": ""}  # fmt: skip
        answer = signed_in(administrator).post(console(LegalEntity, "add"), given)
        assert "This code is in use in part of this period" in answer.content.decode()
        assert LegalEntity.objects.count() == 1

    def test_a_new_period_of_a_code_ends_the_one_before(self, signed_in, administrator):
        old = make_code(TaxCode, "DE", rate="19")
        given = {"code": "DE", "name": "VAT", "country": "DE", "rate": "16", "valid_from": "2026-07-01",
                 "valid_until": ""}  # fmt: skip
        answer = signed_in(administrator).post(console(TaxCode, "add"), given)
        assert answer.status_code == 302, answer.content.decode()
        old.refresh_from_db()
        assert old.valid_until == date(2026, 7, 1)

    def test_the_history_tells_of_changes_by_every_door(self, signed_in, administrator):
        row = add_code(CostCentre, {"code": "4100", "name": "Sales"}, actor=make_person(name="Ira Importer"))
        change_code(row, {"name": "Selling", "valid_until": YEAR}, actor=administrator)
        page = signed_in(administrator).get(console(CostCentre, "history", row.pk)).content.decode()
        for words in (
            "Ira Importer",
            "Added a code",
            "Changed a code",
            "Sales → Selling",
            "Valid until",
            "– → 2026-01-01",
        ):
            assert words in page

    def test_only_what_nothing_uses_is_deleted(self, signed_in, administrator):
        client, used, free = signed_in(administrator), make_centre("1"), make_centre("2")
        make_matter(cost_centre=used)
        assert client.post(console(CostCentre, "delete", used.pk), {"post": "yes"}).status_code == 403
        assert client.post(console(CostCentre, "delete", free.pk), {"post": "yes"}).status_code == 302
        assert list(CostCentre.objects.all()) == [used]
        assert AuditEvent.objects.filter(action="reference.code.removed").count() == 1

    def test_lists_narrow_search_and_offer_what_is_in_force(self, signed_in, administrator):
        client, today = signed_in(administrator), clock.today()
        make_entity("US01", valid_until=today)
        live = make_entity("GB01")
        make_centre("4100", name="Sales", legal_entity=live)
        make_centre("4200", name="Gone", valid_until=today)
        ended = client.get(console(CostCentre), {"in_force": "ended"}).content.decode()
        assert "4200" in ended
        assert "4100" not in ended
        found = client.get(console(CostCentre), {"q": "sales", "in_force": "now"}).content.decode()
        assert "4100" in found
        assert "4200" not in found
        offered = client.get(console(CostCentre, "add")).content.decode()
        assert "GB01" in offered
        assert "US01" not in offered


class TestImports:
    ROWS = (
        "Cost center,Description,Company code,Department,From,Until\n"
        "4100,Sales,US01,SALES,,\n4200,Service,us01,,2026-01-01,2027-01-01\n"
    )

    def test_many_codes_come_from_a_file_and_go_again(self, desk):
        make_entity("US01")
        make_department("SALES")
        made = desk.bring_in("cost-centres", self.ROWS)
        assert {row.code: (row.name, str(row.legal_entity)) for row in CostCentre.objects.all()} == {
            "4100": ("Sales", "US01 Us01"),
            "4200": ("Service", "US01 Us01"),
        }
        assert set(desk.check("cost-centres", self.ROWS).rows.values_list("verdict", flat=True)) == {
            "unchanged"
        }
        desk.undo(made)
        assert not CostCentre.objects.exists()

    def test_codes_are_changed_by_their_key_and_changed_back(self, desk):
        row = make_centre("4100", name="Sales")
        made = desk.bring_in("cost-centres", "code,name,until\n4100,Selling,2030-01-01\n")
        row.refresh_from_db()
        assert (row.name, row.valid_until) == ("Selling", date(2030, 1, 1))
        desk.undo(made)
        row.refresh_from_db()
        assert (row.name, row.valid_until) == ("Sales", None)

    def test_a_later_start_begins_a_new_period(self, desk):
        old = make_centre("4100", name="Sales")
        desk.bring_in("cost-centres", "code,name,from\n4100,Selling,2026-01-01\n")
        old.refresh_from_db()
        assert (old.name, old.valid_until) == ("Sales", YEAR)
        assert CostCentre.objects.get(valid_from=YEAR).name == "Selling"

    def test_undoing_it_restores_the_end_of_the_earlier_period(self, desk):
        old, ended = make_centre("4100", name="Sales"), make_centre("4200", name="Gone", valid_until=YEAR)
        made = desk.bring_in("cost-centres", "code,name,from\n4100,Selling,2026-01-01\n4200,New,2026-01-01\n")
        desk.undo(made)
        assert CostCentre.objects.count() == 2
        for row, end in ((old, None), (ended, YEAR)):
            row.refresh_from_db()
            assert row.valid_until == end, "what had ended before stays ended"

    def test_an_end_that_somebody_has_set_since_is_kept_by_the_undo(self, desk, administrator):
        old = make_centre("4100", name="Sales")
        made = desk.bring_in("cost-centres", "code,name,from\n4100,Selling,2026-01-01\n")
        change_code(old, {"valid_until": date(2025, 7, 1)}, actor=administrator)
        desk.undo(made)
        old.refresh_from_db()
        assert old.valid_until == date(2025, 7, 1)

    def test_every_problem_is_named_before_anything_is_done(self, desk):
        make_centre("4100", valid_from=YEAR, valid_until=YEAR + timedelta(60))
        text = "code,name,entity,from\nA B,X,,\n4300,X,NONE,\n4100,X,,2025-06-01\n4400,,,\n4500,X,,soon\n"
        made = desk.check("cost-centres", text)
        wrong = {row.number: row.problems[0]["column"] for row in made.rows.filter(verdict="wrong")}
        assert wrong == {2: "Code", 3: "Legal entity", 4: "Valid from", 5: "Name", 6: "Valid from"}
        assert CostCentre.objects.count() == 1

    def test_codes_are_for_who_configures(self, desk_of):
        answer = desk_of(make_person("legal_ops_manager")).upload("cost-centres", self.ROWS)
        assert answer.status_code == 404

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
    def test_the_example_of_every_kind_fits_its_own_rules(self, desk, kind):
        make_entity("US01")
        make_department("SALES")
        file = io.StringIO()
        csv.writer(file).writerows([kind.example, kind.example.values()])
        made = desk.check(kind.slug, file.getvalue())
        assert [row.problems for row in made.rows.all()] == [[]]


class TestConfiguration:
    def test_what_is_exported_applies_where_nothing_is(self, administrator, tmp_path):
        child = make_entity("AA", parent=make_entity("ZZ", country="US", currency="USD"))
        department = make_department()
        make_centre("4100", name="Old", valid_until=YEAR, legal_entity=child)
        make_centre("4100", name="New", valid_from=YEAR, department=department)
        make_code(TaxCode, "DE", rate="19.5", country="DE")
        names = [kind.section for kind in KINDS]
        export_folder(tmp_path / "one", names)
        assert plan_folder(tmp_path / "one") == []
        TaxCode.objects.all().delete()
        CostCentre.objects.all().delete()
        LegalEntity.objects.filter(code="AA").delete()
        LegalEntity.objects.all().delete()
        apply_folder(tmp_path / "one", actor=administrator)
        export_folder(tmp_path / "two", names)
        for name in names:
            first, second = (tmp_path / part / f"{name}.yaml" for part in ("one", "two"))
            assert first.read_text() == second.read_text()
        assert CostCentre.objects.get(valid_from=YEAR).name == "New"

    def test_what_cannot_be_is_refused_by_name(self, administrator, tmp_path):
        items = [
            {"code": "1", "name": "X", "legal_entity": "NONE"},
            {"code": "2@soon", "name": "X"},
            {"code": "3", "name": "X", "valid_until": "never"},
            {"code": "4", "name": ["X"]},
        ]
        (tmp_path / "cost_centres.yaml").write_text(yaml.safe_dump(items))
        with pytest.raises(ConfigurationFaults) as caught:
            apply_folder(tmp_path, actor=administrator)
        assert len(caught.value.faults) == 4
        assert "legal_entity" in caught.value.faults[0]


def test_the_full_export_holds_every_kind(administrator):
    names = {table.name for table in tables(administrator)}
    assert {kind.model._meta.label_lower for kind in KINDS} <= names
    assert len([table for table in tables(None) if table.name == "reference.costcentre"]) == 1
