"""Looking as another person: the smaller of two sights, read only, recorded, and over in time."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from legalops.access.capabilities import widened
from legalops.access.services import capabilities_of
from legalops.access.viewing import as_seen_by
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.governance.models import ViewAs
from legalops.governance.services.view_as import begin, end_expired
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.web import nav
from matters.models import Matter
from tests.access.test_matter_visibility import names_seen
from tests.factories import make_matter, make_person, make_team, raise_wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("legal_ops_manager", name="Elena Manager")


@pytest.fixture
def attorney():
    return make_person("attorney", name="Maya Attorney")


def looking(viewer: User, person: User) -> Client:
    client = Client()
    client.force_login(viewer)
    said = {"person": person.pk, "reason": "She cannot find her matter", "minutes": 15}
    answer = client.post(reverse("governance:view_as"), said)
    assert answer.status_code in (303, 302, 204), answer.content
    return client


def test_rows_and_capabilities_are_those_of_both(manager, attorney):
    make_matter(team=make_team(attorney), name="Seen by both")
    walled = make_matter(team=make_team(attorney), name="Walled from the manager")
    raise_wall(walled, manager)
    make_matter(name="Not the attorney's")
    make_matter(attorney, restricted=True, name="Restricted to the attorney")
    both = as_seen_by(attorney, manager)
    assert names_seen(both) == {"Seen by both"}
    assert capabilities_of(both) == widened(capabilities_of(attorney)) & widened(capabilities_of(manager))
    assert names_seen(attorney) > {"Seen by both"}


def test_pages_show_what_both_see_under_a_banner_that_says_so(manager, attorney):
    make_matter(team=make_team(attorney), name="Seen by both")
    walled = make_matter(team=make_team(attorney), name="Walled from the manager")
    raise_wall(walled, manager)
    make_matter(name="Not the attorney's")
    client = looking(manager, attorney)
    body = client.get("/matters/").content.decode()
    assert "You look as Maya Attorney." in body
    assert "Seen by both" in body
    assert "Walled from the manager" not in body
    assert "Not the attorney" not in body
    assert client.get(reverse("matters:matter", args=[walled.number])).status_code == 404


def test_nothing_can_be_changed(manager, attorney):
    matter = make_matter(attorney, team=make_team(attorney))
    client = looking(manager, attorney)
    before = AuditEvent.objects.count()
    answer = client.post(reverse("matters:edit", args=[matter.number]), {"name": "Changed"})
    assert answer.status_code == 403
    assert "You only look. Stop looking as Maya Attorney to do something." in answer.content.decode()
    assert AuditEvent.objects.count() == before
    matter.refresh_from_db()
    assert matter.name != "Changed"


@pytest.mark.parametrize(
    "path",
    [
        "/access/security/",
        "/account/tokens/",
        "/notifications/preferences/",
        "/accounts/2fa/",
        "/admin/",
        "/api/v1/matters/",
        "/access/people/",
        "/access/view-as/",
    ],
)
def test_own_affairs_and_administration_stay_shut(manager, attorney, path):
    assert looking(manager, attorney).get(path).status_code == 403


def test_a_page_that_only_the_other_may_open_says_so(manager, attorney):
    client = looking(manager, attorney)
    assert client.get("/approvals/").status_code == 200
    body = client.get("/dashboards/").content.decode()
    assert "Maya Attorney may not open this page." in body


def test_what_only_the_other_may_is_said_and_stays_shut(attorney):
    paralegal = make_person("paralegal", name="Tess Paralegal")
    role = paralegal.role_assignments.get().role
    role.capabilities = [*role.capabilities, "people.view_as"]
    role.save()
    client = looking(User.objects.get(pk=paralegal.pk), attorney)
    answer = client.get(reverse("billing:invoices"))
    assert answer.status_code == 403
    assert "Maya Attorney may open this page. You may not, so it stays shut." in answer.content.decode()


def test_both_ends_stand_in_the_ledger_with_the_viewer_as_the_one_who_did_it(manager, attorney):
    client = looking(manager, attorney)
    client.get("/matters/")
    client.post(reverse("governance:view_as_stop"))
    began, ended = AuditEvent.objects.filter(action__startswith="governance.view_as.").order_by("pk")
    assert (began.actor, ended.actor) == (manager, manager)
    assert began.subject_id == ended.subject_id == attorney.pk
    assert began.reason == "She cannot find her matter"
    assert {*ended.before, *ended.after} == {"viewer", "from", "to"}
    assert "lo-viewing" not in client.get("/matters/").content.decode()


def test_signing_out_ends_it(manager, attorney):
    client = looking(manager, attorney)
    client.post("/accounts/logout/")
    assert ViewAs.objects.get().ended_at is not None
    assert client.get("/matters/").status_code == 302


def test_its_time_ends_it(manager, attorney):
    client = looking(manager, attorney)
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        body = client.get("/matters/").content.decode()
    assert "lo-viewing" not in body
    assert "no longer as Maya Attorney" in body
    assert ViewAs.objects.get().ended_at == ViewAs.objects.get().until


def test_its_end_is_written_down_even_if_nobody_comes_back(manager, attorney):
    begin(attorney, reason="Looks odd", minutes=15, actor=manager)
    assert end_expired() == 0
    with clock.frozen(clock.now() + timedelta(minutes=20)):
        assert end_expired() == 1
    assert AuditEvent.objects.filter(action="governance.view_as.ended").count() == 1


def test_losing_the_capability_ends_it(manager, attorney):
    client = looking(manager, attorney)
    manager.role_assignments.all().delete()
    manager.role_assignments.create(role=attorney.role_assignments.get().role)
    assert "lo-viewing" not in client.get("/matters/").content.decode()


def test_who_may_not_and_whom_one_may_not(manager, attorney):
    with pytest.raises(NotAllowed):
        begin(manager, reason="Curious", minutes=15, actor=attorney)
    for person, reason, minutes, code in (
        (manager, "Why not", 15, "view_as.oneself"),
        (attorney, " ", 15, "view_as.reason_missing"),
        (attorney, "Long", 600, "view_as.minutes"),
        (make_person("attorney", is_active=False), "Gone", 15, "view_as.inactive"),
        (make_person("outside_counsel_biller"), "Firm", 15, "view_as.nothing_in_common"),
    ):
        with pytest.raises(DomainError) as refusal:
            begin(person, reason=reason, minutes=minutes, actor=manager)
        assert refusal.value.code == code
    assert not ViewAs.objects.exists()


def test_a_role_that_requires_a_second_factor_has_it_shown_anew(manager, attorney):
    role = manager.role_assignments.get().role
    role.mfa_required = True
    role.save()
    Authenticator.objects.create(user=manager, type="totp", data={"secret": "x"})
    client = Client()
    client.force_login(manager)
    answer = client.get(reverse("governance:view_as"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/?next=")


def test_counts_of_one_look_are_not_kept_for_the_person_themself(manager, attorney):
    looking(manager, attorney).get(reverse("nav_counts"))
    assert nav.recent_counts_for(attorney) == {}
    assert nav.recent_counts_for(manager) == {}
    assert nav.recent_counts_for(as_seen_by(attorney, manager)) != {}


def test_reading_what_is_restricted_leaves_the_trace_in_the_name_of_who_reads(manager, attorney):
    matter = make_matter(attorney, team=make_team(attorney, manager), restricted=True)
    matter.members.create(user=manager)
    client = looking(manager, attorney)
    answer = client.get(reverse("matters:matter", args=[matter.number]))
    assert answer.status_code == 403
    assert "leaves a trace" in answer.content.decode()
    assert Matter.objects.visible_to(manager).filter(pk=matter.pk).exists()
