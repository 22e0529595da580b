"""Whoever looks as another person: every page, every pair, never more than both, and nothing written."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.governance.services.view_as import begin
from legalops.kernel.errors import DomainError
from tests.access.matrix import ROUTES
from tests.access.records import KINDS, Records
from tests.access.test_matter_visibility import SEEN
from tests.access.test_url_matrix import is_allowed, routes
from tests.personas import MATTER_NAMES, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

STOP = "governance:view_as_stop"  # the viewer's own
VIEWERS = ("legal_ops_manager", "administrator")


@pytest.fixture(scope="module")
def pairs(django_db_setup, django_db_blocker):
    """A browser for each viewer and whom they may look as; rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        yield (
            Records(world),
            [
                (viewer, seen, client)
                for viewer in VIEWERS
                for seen, person in world.people.items()
                if person and (client := looking(world.people[viewer], person))
            ],
        )
        transaction.set_rollback(True)


def looking(viewer: User, person: User) -> Client | None:
    try:
        viewing = begin(person, reason="Matrix", minutes=60, actor=viewer)
    except DomainError:
        return None
    client = Client(raise_request_exception=True)
    client.force_login(viewer)
    session = client.session
    session["view_as"] = viewing.pk
    session.save()
    return client


def test_whom_each_viewer_can_look_as_at_all(pairs):
    _records, each = pairs
    assert {seen for viewer, seen, _client in each if viewer == "legal_ops_manager"} == set(SEEN) - {
        "legal_ops_manager",
        "leaver",
        "outside_counsel_biller",
        "outside_counsel_lead",
        "rival_firm",
    }


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_never_more_than_both_and_nothing_written(pairs, name):
    records, each = pairs
    row, converters = ROUTES[name], routes()[name]
    problems: list[str] = []
    events = AuditEvent.objects.count()
    for kind in row.record or ({"open": frozenset()} if not converters else KINDS):
        url = records.url(name, converters, kind)
        for viewer, seen, client in each:
            answer = client.get(url)
            said = answer.getvalue().decode(errors="replace")
            where = f"{viewer} as {seen} on {kind}: {name} answered {answer.status_code}"
            hidden = set(MATTER_NAMES) - (SEEN[viewer] & SEEN[seen])
            problems += [f"{where} and shows {secret!r}" for secret in hidden if secret in said]
            both = is_allowed(row, viewer, kind) and is_allowed(row, seen, kind)
            if answer.status_code == 200 and not both and not row.anonymous:
                problems.append(f"{where}: not both may")
            if answer.status_code >= 500:
                problems.append(f"{where}: broke")
            if name != STOP and client.post(url).status_code != 403:
                problems.append(f"{where}: took a POST")
    assert problems == []
    assert AuditEvent.objects.count() == events


def test_the_session_key_is_the_viewers_own(pairs):
    """Somebody else's look cannot be taken over by its number."""
    records, each = pairs
    thief = Client()
    thief.force_login(records.world.people["attorney"])
    session = thief.session
    session["view_as"] = each[0][2].session["view_as"]
    session.save()
    assert "lo-viewing" not in thief.get(reverse("home")).content.decode()
