"""Whoever looks as another person: every page and record, never more than both, and nothing written.

Pages × kinds of record × pairs of people are too many for each run: every page and record is looked at
by its own fifth of the pairs, so that each pair looks at a part of all pages; `make soak` takes the product.
"""

from zlib import crc32

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
SHARES = 5


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


def share(each: list, name: str, kind: str) -> list:
    """The pairs whose turn this page and record is."""
    return each[crc32(f"{name} {kind}".encode()) % SHARES :: SHARES]


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_never_more_than_both_and_nothing_written(pairs, name):
    assert problems_of(name, *pairs, share) == []


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(ROUTES))
def test_never_more_than_both_for_every_pair(pairs, name):
    assert problems_of(name, *pairs, lambda each, name, kind: each) == []


def problems_of(name: str, records: Records, each: list, turn) -> list[str]:
    """What is wrong when a page is asked for, of every kind of record, by the pairs whose turn it is."""
    row, converters = ROUTES[name], routes()[name]
    events = AuditEvent.objects.count()
    problems = [
        problem
        for kind in row.record or ({"open": frozenset()} if not converters else KINDS)
        for pair in turn(each, name, kind)
        for problem in faults(row, name, kind, records.url(name, converters, kind), *pair)
    ]
    if AuditEvent.objects.count() != events:
        problems.append(f"{name} wrote into the ledger")
    return problems


def faults(row, name: str, kind: str, url: str, viewer: str, seen: str, client: Client) -> list[str]:
    """What one pair may not have got of one page, each as a sentence."""
    answer = client.get(url)
    said = answer.getvalue().decode(errors="replace")
    where = f"{viewer} as {seen} on {kind}: {name} answered {answer.status_code}"
    hidden = set(MATTER_NAMES) - (SEEN[viewer] & SEEN[seen])
    found = [f"{where} and shows {secret!r}" for secret in hidden if secret in said]
    both = is_allowed(row, viewer, kind) and is_allowed(row, seen, kind)
    if answer.status_code == 200 and not both and not row.anonymous:
        found.append(f"{where}: not both may")
    if answer.status_code >= 500:
        found.append(f"{where}: broke")
    if name != STOP and client.post(url).status_code != 403:
        found.append(f"{where}: took a POST")
    return found


def test_the_session_key_is_the_viewers_own(pairs):
    """Somebody else's look cannot be taken over by its number."""
    records, each = pairs
    thief = Client()
    thief.force_login(records.world.people["attorney"])
    session = thief.session
    session["view_as"] = each[0][2].session["view_as"]
    session.save()
    assert "lo-viewing" not in thief.get(reverse("home")).content.decode()
