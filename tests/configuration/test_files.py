"""Configuration as files: what is exported applies without a change; every fault is named by its place."""

import json
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django_celery_beat.models import PeriodicTask

from billing.models import ReasonCode, ReviewRule
from legalops.access.models import Role
from legalops.audit.models import AuditEvent
from legalops.configuration import sections
from legalops.configuration.faults import ConfigurationFaults
from legalops.configuration.models import ConfigurationRun
from legalops.configuration.services import apply_folder, export_folder, plan_folder
from matters.models import MatterType
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_person("administrator")


@pytest.fixture
def folder(tmp_path) -> Path:
    export_folder(tmp_path)
    return tmp_path


def put(folder: Path, section: str, *items) -> None:
    (folder / f"{section}.yaml").write_text(yaml.safe_dump(list(items)))


def only(folder: Path, section: str, *items) -> None:
    for path in folder.glob("*.yaml"):
        path.unlink()
    put(folder, section, *items)


def test_every_section_is_written_and_applies_without_a_change(folder, admin):
    assert {path.stem for path in folder.glob("*.yaml")} == {each.name for each in sections.sections()}
    assert plan_folder(folder, prune=True) == []
    assert apply_folder(folder, actor=admin) == []
    assert not ConfigurationRun.objects.exists()


def test_a_file_may_name_few_items_and_few_fields(folder, admin):
    only(
        folder,
        "reason_codes",
        {"code": "vague", "label": "Too vague"},
        {"code": "weekend", "label": "Weekend work", "position": 400},
    )
    changes = apply_folder(folder, actor=admin)
    assert [(each.key, each.action) for each in changes] == [("vague", "change"), ("weekend", "add")]
    vague = ReasonCode.objects.get(code="vague")
    assert (vague.label, vague.is_active) == ("Too vague", True)
    assert vague.text_to_firm.startswith("The description")
    told = AuditEvent.objects.get(action="configuration.item.changed", subject_id=vague.pk)
    assert (told.before, told.after) == ({"label": "Vague description"}, {"label": "Too vague"})
    run = ConfigurationRun.objects.get()
    assert (run.applied_by, len(run.changes)) == (admin, 2)
    assert apply_folder(folder, actor=admin) == []


def test_rules_are_set_by_their_service_with_scope_by_code(folder, admin):
    rule = ReviewRule.objects.order_by("pk").first()
    kind = MatterType.objects.first()
    only(
        folder,
        "review_rules",
        {"rule": rule.code, "enabled": not rule.enabled},
        {"rule": f"{rule.code} (2)", "name": "For one type", "matter_types": [kind.code]},
    )
    apply_folder(folder, actor=admin)
    changed = ReviewRule.objects.get(pk=rule.pk)
    assert (changed.enabled, changed.version) == (not rule.enabled, rule.version + 1)
    copy = ReviewRule.objects.get(code=rule.code, name="For one type")
    assert list(copy.matter_types.all()) == [kind]
    assert plan_folder(folder) == []


def test_all_or_nothing_and_every_refusal_named(folder, admin):
    put(folder, "reason_codes", {"code": "vague", "label": "Changed"}, {"code": "NOT A SLUG", "label": "x"})
    put(folder, "review_rules", {"rule": "G99", "enabled": True}, {"rule": "G01", "firms": ["nobody"]})
    put(folder, "schedules", {"name": "odd", "task": "legalops.jobs.sweep", "every": "now and then"})
    with pytest.raises(ConfigurationFaults) as caught:
        apply_folder(folder, actor=admin)
    faults = caught.value.faults
    assert [fault.partition(":")[0] for fault in faults] == [
        "reason_codes.yaml, NOT A SLUG, code",
        "review_rules.yaml, G99, rule",
        "review_rules.yaml, G01, firms",
        "schedules.yaml, odd, every",
    ]
    assert ReasonCode.objects.get(code="vague").label == "Vague description"
    assert not AuditEvent.objects.filter(action__startswith="configuration.").exists()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- code: [", "line 1, column 10"),
        ("code: vague", "a list of items"),
        ("- label: x", "“code” is missing"),
        ("- {code: a, labl: x}", "there is no field “labl”. Fields: code, label,"),
        ("- {code: a}\n- {code: a}", "stands here twice"),
        ("- vague", "name its fields, code first"),
        ("!!python/object/apply:os.system [id]", "could not determine a constructor"),
    ],
)
def test_files_that_cannot_be_used(folder, text, fault):
    (folder / "reason_codes.yaml").write_text(text)
    with pytest.raises(ConfigurationFaults, match=r"reason_codes.yaml") as caught:
        plan_folder(folder)
    assert fault in caught.value.message


def test_unknown_files_and_missing_folders_are_named(tmp_path):
    with pytest.raises(ConfigurationFaults, match="is no folder"):
        plan_folder(tmp_path / "nowhere")
    with pytest.raises(ConfigurationFaults, match=r"holds no .yaml file"):
        plan_folder(tmp_path)
    (tmp_path / "reason_kodes.yaml").write_text("[]")
    with pytest.raises(ConfigurationFaults, match=r"no such section. Sections: .*reason_codes"):
        plan_folder(tmp_path)


def test_a_role_with_an_unknown_capability_is_refused(folder, admin):
    only(folder, "roles", {"code": "intern", "name": "Intern", "capabilities": ["matters.fly"]})
    with pytest.raises(ConfigurationFaults, match=r"roles.yaml, intern, capabilities: .*matters.fly"):
        apply_folder(folder, actor=admin)
    assert not Role.objects.filter(code="intern").exists()


def test_schedules_come_and_change(folder, admin):
    only(folder, "schedules", {"name": "nightly", "task": "legalops.jobs.sweep", "cron": {"hour": "2"}})
    apply_folder(folder, actor=admin)
    task = PeriodicTask.objects.get(name="nightly")
    assert (task.crontab.hour, task.interval) == ("2", None)
    only(folder, "schedules", {"name": "nightly", "every": "5 minutes"})
    apply_folder(folder, actor=admin)
    task.refresh_from_db()
    assert (task.interval.every, task.crontab) == (5, None)


def test_the_command_writes_compares_and_applies(folder, admin, capsys):
    call_command("config", "diff", str(folder))
    only(folder, "matter_types", {"code": "privacy", "name": "Privacy"})
    with pytest.raises(SystemExit) as differing:
        call_command("config", "diff", str(folder), "--json")
    assert differing.value.code == 1
    (change,) = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (change["action"], change["key"], change["after"]) == ("add", "privacy", {"name": "Privacy"})
    call_command("config", "apply", str(folder), "--dry-run")
    assert not MatterType.objects.filter(code="privacy").exists()
    call_command("config", "apply", str(folder), "--as", admin.email)
    assert MatterType.objects.get(code="privacy").name == "Privacy"
    with pytest.raises(SystemExit) as unusable:
        call_command("config", "apply", str(folder), "--as", "nobody@example.com")
    assert unusable.value.code == 2
