"""What is exported applies where nothing of it is, and is the same again; what it names must be there."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from legalops.access.models import AuthorityLimit
from legalops.accounts.models import Team
from legalops.audit.models import AuditEvent
from legalops.calendars.models import BusinessCalendar
from legalops.configuration.faults import ConfigurationFaults
from legalops.configuration.services import apply_folder, export_folder, plan_folder
from legalops.notifications.models import KindWording, ReminderRule, WebhookEndpoint
from legalops.notifications.registry import known
from legalops.notifications.services.hooking.endpoints import save_endpoint
from legalops.requests.models import RequestType
from legalops.workflows.models import Escalation, RoutingRule, SlaPolicy
from tests.factories.people import make_person, make_team

pytestmark = pytest.mark.django_db
SECTIONS = {
    "calendars",
    "request_types",
    "routing_rules",
    "sla_policies",
    "reminder_rules",
    "webhooks",
    "wordings",
    "authority_limits",
}


@pytest.fixture
def admin():
    return make_person("administrator", email="admin@example.com")


def put(folder: Path, section: str, *items) -> None:
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.yaml"):
        path.unlink()
    (folder / f"{section}.yaml").write_text(yaml.safe_dump(list(items)))


def faults(folder: Path, admin) -> list[str]:
    with pytest.raises(ConfigurationFaults) as caught:
        apply_folder(folder, actor=admin)
    return caught.value.faults


def department(admin) -> None:
    """Something in every section."""
    team, ana = make_team(name="Commercial"), make_person("attorney", email="ana@example.com", limit=50_000)
    AuthorityLimit.objects.create(user=ana, kind="invoice", amount=9_000, valid_from=date(2026, 1, 1))
    calendar = BusinessCalendar.objects.create(code="berlin", name="Berlin", zone="Europe/Berlin")
    calendar.days.create(date=date(2026, 12, 24), name="Closure")
    kind = RequestType.objects.create(code="lease", name="Lease", team=team)
    asked_by = [{"field": "requester", "operator": "is", "value": str(ana.pk)}]
    both = [{"any": [{"field": "team", "operator": "is", "value": str(team.pk)}, *asked_by]}]
    for conditions in (asked_by, both):
        rule = {"name": "Urgent", "record_type": "request", "conditions": conditions, "team": team}
        RoutingRule.objects.create(**rule, choosing="team_only")
    policy = SlaPolicy.objects.create(
        name="Leases", record_type="request", hours="16.00", calendar=calendar,
        conditions=[{"field": "type", "operator": "is", "value": kind.code}],
    )  # fmt: skip
    Escalation.objects.create(policy=policy, moment="breached", who="role:general_counsel")
    ReminderRule.objects.create(
        name="Hearings", record_type="key_date", date_field="date", ladder=[7, 1],
        recipients=[f"person:{ana.pk}", "field:owner"],
        conditions=[{"field": "owner", "operator": "is", "value": str(ana.pk)}],
    )  # fmt: skip
    KindWording.objects.create(kind=known()[0].code, subject="{title}", body="{body}", changed_by=admin)
    given = {"name": "ERP", "url": "https://example.com/in", "events": ["api.token.issued"], "owner": ana}
    save_endpoint(WebhookEndpoint(), given, actor=admin)


def empty() -> None:
    """The same department before anything of it was set; people and teams are not configuration."""
    for model in (RoutingRule, Escalation, SlaPolicy, ReminderRule, KindWording, WebhookEndpoint):
        model.objects.all().delete()
    AuthorityLimit.objects.all().delete()
    BusinessCalendar.objects.exclude(is_default=True).delete()
    RequestType.objects.filter(code="lease").delete()


def test_what_is_exported_applies_to_an_empty_department_and_is_the_same(tmp_path, admin):
    department(admin)
    export_folder(tmp_path, sorted(SECTIONS))
    texts = {path.stem: path.read_text() for path in tmp_path.glob("*.yaml")}
    assert set(texts) == SECTIONS
    assert plan_folder(tmp_path, prune=True) == []
    empty()
    apply_folder(tmp_path, actor=admin)
    assert plan_folder(tmp_path, prune=True) == []
    export_folder(tmp_path, sorted(SECTIONS))
    assert {path.stem: path.read_text() for path in tmp_path.glob("*.yaml")} == texts
    assert "ana@example.com" in texts["routing_rules"]
    assert RoutingRule.objects.filter(name__startswith="Urgent").count() == 2
    assert AuditEvent.objects.filter(action="configuration.applied").count() == 1


def test_keys_of_people_are_read_by_address_and_stored_as_keys(tmp_path, admin):
    ana = make_person("attorney", email="ana@example.com")
    rule = {"name": "Hers", "record_type": "request", "person": "ANA@example.com"}
    rule["conditions"] = [{"field": "requester", "operator": "is", "value": "ana@example.com"}]
    put(tmp_path, "routing_rules", rule)
    apply_folder(tmp_path, actor=admin)
    made = RoutingRule.objects.get(name="Hers")
    assert (made.person, made.conditions[0]["value"]) == (ana, str(ana.pk))


@pytest.mark.parametrize(
    ("section", "item", "place", "mend"),
    [
        (
            "routing_rules",
            {"name": "R", "record_type": "request", "team": "Nowhere"},
            "R, team",
            "Add it first",
        ),
        ("routing_rules", {"name": "R", "record_type": "invoice"}, "R, record_type", "request"),
        ("routing_rules", {"name": "R", "record_type": "request"}, "R, person", "Say who gets it"),
        (
            "routing_rules",
            {
                "name": "R",
                "record_type": "request",
                "role": "attorney",
                "conditions": [{"field": "colour", "operator": "is", "value": "red"}],
            },
            "R, conditions",
            "colour",
        ),
        (
            "routing_rules",
            {
                "name": "R",
                "record_type": "request",
                "role": "attorney",
                "conditions": [{"field": "requester", "operator": "is", "value": "gone@example.com"}],
            },
            "R, conditions",
            "gone@example.com",
        ),
        (
            "sla_policies",
            {"name": "S", "record_type": "request", "hours": "8", "calendar": "mars"},
            "S, calendar",
            "mars",
        ),
        ("sla_policies", {"name": "S", "record_type": "request", "hours": "soon"}, "S, hours", "decimal"),
        (
            "sla_policies",
            {
                "name": "S",
                "record_type": "request",
                "hours": "8",
                "escalations": [{"moment": "breached", "who": "role:wizard"}],
            },
            "S, escalations",
            "role:wizard",
        ),
        ("calendars", {"code": "x", "name": "X", "zone": "Mars/Base"}, "x, zone", "Europe/Berlin"),
        (
            "calendars",
            {"code": "x", "name": "X", "zone": "Europe/Berlin", "days": [{"date": "soon", "name": "d"}]},
            "x, days",
            "2026-12-24",
        ),
        ("request_types", {"code": "x", "name": "X", "team": "Nowhere"}, "x, team", "Nowhere"),
        (
            "reminder_rules",
            {
                "name": "M",
                "record_type": "key_date",
                "date_field": "date",
                "recipients": ["person:x@example.com"],
            },
            "M, recipients",
            "x@example.com",
        ),
        ("reminder_rules", {"name": "M", "record_type": "cheese"}, "M, record_type", "key_date"),
        ("wordings", {"kind": "no.such", "subject": "s", "body": "b"}, "no.such, kind", "Known"),
        ("webhooks", {"name": "W", "secret": "whsec_x"}, "W, secret", "in the console"),
        (
            "webhooks",
            {"name": "W", "url": "https://hooks.slack.com/…", "shape": "slack"},
            "W, url",
            "whole address",
        ),
        ("authority_limits", {"limit": "someone", "amount": "1"}, "someone, limit", "2026-01-01"),
        (
            "authority_limits",
            {"limit": "x@example.com, invoice, 2026-01-01", "amount": "1"},
            "x@example.com, invoice, 2026-01-01, limit",
            "Add it first",
        ),
    ],
)
def test_every_refusal_names_its_place_and_the_mend(tmp_path, admin, section, item, place, mend):
    put(tmp_path, section, item)
    (fault,) = faults(tmp_path, admin)
    assert fault.startswith(f"{section}.yaml, {place}: "), fault
    assert mend in fault


def test_secrets_of_webhooks_are_in_no_file_and_a_hidden_address_stays(tmp_path, admin):
    url = "https://example.com/services/T0/secretpath"
    given = {"name": "Chat", "url": url, "shape": "slack", "events": ["api.token.issued"], "owner": admin}
    hook = save_endpoint(WebhookEndpoint(), given, actor=admin)
    export_folder(tmp_path, ["webhooks"])
    text = (tmp_path / "webhooks.yaml").read_text()
    assert "secretpath" not in text
    assert hook.seed not in text
    (item,) = yaml.safe_load(text)
    put(tmp_path, "webhooks", item | {"is_active": False})
    apply_folder(tmp_path, actor=admin)
    hook.refresh_from_db()
    assert (hook.url, hook.is_active) == (url, False)


def test_a_team_may_be_missing_only_once_it_is_not_named(tmp_path, admin):
    put(tmp_path, "request_types", {"code": "x", "name": "X", "team": "Later"})
    assert len(faults(tmp_path, admin)) == 1
    Team.objects.create(name="Later")
    apply_folder(tmp_path, actor=admin)
    assert RequestType.objects.get(code="x").team.name == "Later"


def test_a_limit_of_the_files_ends_the_one_before_and_none_overlaps(tmp_path, admin):
    ana = make_person("attorney", email="ana@example.com", limit=50_000)
    put(tmp_path, "authority_limits", {"limit": "ana@example.com, every kind, 2026-06-01", "amount": "90000"})
    apply_folder(tmp_path, actor=admin)
    before, after = AuthorityLimit.objects.filter(user=ana).order_by("valid_from")
    assert (before.valid_until, after.valid_until) == (date(2026, 6, 1), None)
    told = AuditEvent.objects.filter(action__startswith="approvals.limit.").order_by("pk")
    assert [event.action for event in told] == ["approvals.limit.ended", "approvals.limit.set"]
    earlier = {"limit": "ana@example.com, every kind, 2026-03-01", "amount": "1", "valid_until": "2026-04-01"}
    put(tmp_path, "authority_limits", earlier)
    assert "This person has another limit of this kind" in faults(tmp_path, admin)[0]
    put(tmp_path, "authority_limits", {"limit": "ana@example.com, every kind, 2027-01-01", "amount": "much"})
    assert "is no amount" in faults(tmp_path, admin)[0]
