"""Custom fields and the dictionary in configuration files: exported, compared, applied all or nothing."""

from pathlib import Path

import pytest
import yaml

from legalops.accounts.models import Team
from legalops.configuration.faults import ConfigurationFaults
from legalops.configuration.services import apply_folder, export_folder, plan_folder
from legalops.fields.models import FieldChoice, FieldDefinition, FieldEntry
from legalops.fields.services.counting import count_all
from legalops.fields.services.defining import retire
from legalops.fields.services.describing import classify, describe
from tests.factories import make_person

pytestmark = pytest.mark.django_db
SECTIONS = {"custom_fields", "field_dictionary"}


@pytest.fixture
def admin():
    return make_person("administrator", email="admin@example.com")


@pytest.fixture
def department(define, admin):
    """Fields that name each other in the wrong order, one that is retired, and a described one."""
    team = Team.objects.create(name="Insurance")
    insured = [{"any": [{"field": "insured", "operator": "is", "value": "true"}]}]
    define("insured", "yes_no", position=90)
    define("insurer", "choice", choices="arden bexley", position=1, shown_when=insured, owner_team=team)
    define("low", "money", currency="USD", places=2, position=80)
    define("middle", "formula", formula="low / 2", places=2, position=2, see_roles=["general_counsel"])
    define("asked_by", record_type="firm", owner=admin, meaning="Who asked.", why="To thank them.")
    lead = [{"field": "lead", "operator": "is", "value": str(admin.pk)}]
    define("hers", required_when=lead)
    retire(define("old"), actor=admin)
    count_all()
    entry = FieldEntry.objects.get(record_type="matter", code="lead")
    said = {"meaning": "Who leads it.", "why": "", "classification": "personal"}
    describe(entry, owner=None, owner_team=team, **said, actor=admin)
    classify(FieldEntry.objects.get(code="insurer"), "privileged", actor=admin)


def put(folder: Path, section: str, *items) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{section}.yaml").write_text(yaml.safe_dump(list(items)))


def faults(folder: Path, admin) -> list[str]:
    with pytest.raises(ConfigurationFaults) as caught:
        apply_folder(folder, actor=admin)
    return caught.value.faults


def only(folder: Path) -> Path:
    for path in folder.glob("*.yaml"):
        if path.stem not in SECTIONS:
            path.unlink()
    return folder


def test_what_is_exported_applies_to_an_empty_department_and_is_the_same_again(department, admin, tmp_path):
    export_folder(tmp_path / "first")
    files = only(tmp_path / "first")
    assert plan_folder(files) == []
    FieldEntry.objects.all().delete()
    FieldChoice.objects.all().delete()
    FieldDefinition.objects.all().delete()
    apply_folder(files, actor=admin)
    export_folder(tmp_path / "second")
    for section in SECTIONS:
        first, second = ((tmp_path / name / f"{section}.yaml").read_text() for name in ("first", "second"))
        assert yaml.safe_load(second) == yaml.safe_load(first)
        assert yaml.safe_load(first)
    assert FieldDefinition.objects.get(code="old").retired_at
    lead = FieldEntry.objects.get(record_type="matter", code="lead")
    assert (lead.owner_team.name, lead.classification) == ("Insurance", "personal")
    assert FieldEntry.objects.get(code="insurer").classification == "privileged"


def test_people_and_teams_are_named_by_what_holds_everywhere(department, tmp_path):
    export_folder(tmp_path)
    text = (tmp_path / "custom_fields.yaml").read_text()
    assert "admin@example.com" in text
    assert "owner_team: Insurance" in text


def test_only_what_a_file_names_is_changed(department, admin, tmp_path):
    put(tmp_path, "custom_fields", {"field": "firm/asked_by", "meaning": "Who asked first."})
    [change] = plan_folder(tmp_path)
    assert change.after == {"meaning": "Who asked first."}
    apply_folder(tmp_path, actor=admin)
    row = FieldDefinition.objects.get(code="asked_by")
    assert (row.meaning, row.why, row.owner) == ("Who asked first.", "To thank them.", admin)


def test_a_field_is_retired_and_taken_back_by_a_file(department, admin, tmp_path):
    put(tmp_path, "custom_fields", {"field": "matter/old", "retired": False},
        {"field": "matter/hers", "retired": True})  # fmt: skip
    apply_folder(tmp_path, actor=admin)
    assert not FieldDefinition.objects.get(code="old").retired_at
    assert FieldDefinition.objects.get(code="hers").retired_at
    put(tmp_path, "custom_fields", {"field": "matter/low", "retired": True})
    [fault] = faults(tmp_path, admin)
    assert "Formula of “Middle”" in fault


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"field": "claim"}, "called by its record and code"),
        ({"field": "nothing/claim"}, "called by its record and code"),
        ({"field": "matter/claim", "owner": "nobody@example.com"}, "owner: There is no"),
        ({"field": "matter/claim", "owner_team": "Nobody"}, "owner_team: There is no"),
        ({"field": "matter/claim", "kind": "colour"}, "kind"),
        ({"field": "matter/claim", "kind": "choice"}, "choices: Give at least one choice"),
        ({"field": "matter/claim", "choices": [{"code": "a"}]}, "choices: Give each choice"),
        ({"field": "matter/claim", "choices": "a"}, "choices"),
        ({"field": "matter/number"}, "code: The record has a field of this code"),
        ({"field": "matter/claim", "shown_when": [{"field": "gone", "operator": "is"}]}, "shown_when"),
        ({"field": "matter/claim", "see_roles": ["nobody"]}, "see_roles"),
        ({"field": "matter/claim", "position": "first"}, "position"),
        ({"field": "matter/claim", "formula": "1 +", "kind": "formula"}, "formula"),
        ({"field": "matter/claim", "label": None}, "label"),
        ({"field": "matter/claim", "sub_types": "all"}, "sub_types"),
    ],
)
def test_what_cannot_be_is_refused_by_file_item_and_field(item, said, admin, tmp_path):
    put(tmp_path, "custom_fields", item)
    [fault] = faults(tmp_path, admin)
    assert "custom_fields.yaml" in fault
    assert said in fault
    assert not FieldDefinition.objects.exists()


def test_the_dictionary_knows_only_what_ships(admin, tmp_path):
    put(tmp_path, "field_dictionary", {"field": "matter/colour", "meaning": "x"})
    assert "No field “colour” ships" in faults(tmp_path, admin)[0]
    put(tmp_path, "field_dictionary", {"field": "matter/lead", "owner": "admin@example.com"})
    apply_folder(tmp_path, actor=admin)
    assert FieldEntry.objects.get(code="lead", record_type="matter").owner == admin
    put(tmp_path, "field_dictionary")
    apply_folder(tmp_path, actor=admin, prune=True)
    assert FieldEntry.objects.get(code="lead", record_type="matter").owner is None


def test_retired_fields_that_name_each_other_apply_to_an_empty_department(define, admin, tmp_path):
    define("settled", "yes_no")
    define("amount", "money", currency="USD", places=2)
    settled = [{"field": "settled", "operator": "is", "value": "true"}]
    define("paid_to", shown_when=settled)
    define("half", "formula", formula="amount / 2", places=2)
    for code in ("paid_to", "half", "settled", "amount"):
        retire(FieldDefinition.objects.get(code=code), actor=admin)
    export_folder(tmp_path / "first")
    files = only(tmp_path / "first")
    FieldDefinition.objects.all().delete()
    apply_folder(files, actor=admin)
    assert plan_folder(files) == []
    assert FieldDefinition.objects.filter(retired_at=None).count() == 0
    put(tmp_path / "second", "custom_fields", {"field": "matter/paid_to", "retired": False})
    [fault] = faults(tmp_path / "second", admin)
    assert "settled" in fault
    both = [{"field": f"matter/{code}", "retired": False} for code in ("settled", "paid_to")]
    put(tmp_path / "third", "custom_fields", *both)
    apply_folder(tmp_path / "third", actor=admin)
    assert FieldDefinition.objects.filter(retired_at=None).count() == 2
