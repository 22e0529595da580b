"""Every URL, every persona, every kind of record, against the table in `matrix.py`; nothing hidden leaks."""

import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from billing.models import Submission
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.documents.models import Document
from matters.models import EthicalWall, KeyDate, MatterMember
from tests.access.matrix import ROUTES, Row
from tests.access.test_matter_visibility import SEEN
from tests.factories import make_timekeeper
from tests.personas import MATTER_NAMES, World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

OUTSIDE = {"admin", "account", "mfa"}
DENIED = {403, 404}
# A part of the route's name to the record its pk names; the more telling part first.
OWN_KEYS = ("vendors:member", "date", "wall", "member", "release")
# What some pages need to be told in the address.
QUERIES = {
    "billing:map_matter": "?firm={firm}&client=X-1",
    "billing:map_person": "?firm={firm}&code=NOBODY",
    "billing:add_person": "?firm={firm}&code=NOBODY",
    "styleguide_peek": "?row=1",
}
KINDS = {
    "open": "open_matter",
    "restricted": "restricted_matter",
    "walled": "walled_matter",
    "foreign": "foreign_matter",
}


def routes(patterns=None, namespace: str = "") -> dict[str, list[str]]:
    """Name of each route to the names of its arguments, apart from the console and the sign-in pages."""
    found: dict[str, list[str]] = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace == "admin" or str(pattern.pattern) == "accounts/":
                continue
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= routes(pattern.url_patterns, inner)
        else:
            found[f"{namespace}{pattern.name}"] = list(pattern.pattern.converters)
    return found


def test_every_route_has_a_row_and_every_row_a_route():
    assert set(routes()) == set(ROUTES)


class Records:
    """The arguments of each route for each kind of record."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.arguments = {kind: self._arguments(kind) for kind in KINDS}

    def _arguments(self, kind: str) -> dict:
        matter = getattr(self.world, KINDS[kind])
        firm = self.world.rival if kind == "foreign" else self.world.firm
        uploader = self.world.people["rival_firm" if kind == "foreign" else "outside_counsel_biller"]
        document = Document.objects.create(
            sha256=uuid.uuid4().hex * 2,
            size=1,
            media_type="text/plain",
            original_name="f",
            uploaded_by=uploader,
        )
        submission = Submission.objects.create(
            firm=firm, document=document, sha256=document.sha256, file_name="f.txt", uploaded_by=uploader
        )
        date = KeyDate.objects.create(matter=matter, name="Hearing", date="2026-12-01", owner=matter.lead)
        wall = matter.walls.first() or EthicalWall.objects.create(
            matter=matter, reason="r", raised_by=matter.lead
        )
        member = MatterMember.objects.filter(matter=matter).latest("id")
        return {
            "number": matter.number,
            "reference": submission.reference,
            "batch": submission.batch,
            "invoice": matter.invoices.first().pk,
            "firm": firm,
            "date": date.pk,
            "wall": wall.pk,
            "member": member.pk,
            "release": matter.engagements.first().pk,
            "vendors:member": uploader.firm_membership.pk,
            "timekeeper": make_timekeeper(firm).pk,
        }

    def url(self, name: str, converters: list[str], kind: str) -> str:
        given = self.arguments[kind]
        own = next((given[key] for key in OWN_KEYS if key in name), given["timekeeper"])
        values = {
            "number": given["number"],
            "reference": given["reference"],
            "batch": given["batch"],
            "pk": own if name.startswith(("matters:", "vendors:")) else given["invoice"],
            "code": given["firm"].code,
        }
        query = QUERIES.get(name, "").format(firm=self.world.firm.code)
        return reverse(name, kwargs={c: values[c] for c in converters}) + query


@pytest.fixture(scope="module")
def matrix(django_db_setup, django_db_blocker):
    """One world for all rows; rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        yield world, Records(world)
        transaction.set_rollback(True)


def sign_in(user: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if user and user.is_active:
        client.force_login(user)
    return client


def is_allowed(row: Row, persona: str, kind: str) -> bool:
    return persona in row.people and (row.record is None or persona in row.record.get(kind, ()))


def check(client: Client, name: str, url: str, allowed: bool, persona: str, kind: str) -> list[str]:
    response, changed = visit(client, url)
    problems = (
        [f"{persona} on {kind}: {name} was refused but changed something"] if changed and not allowed else []
    )
    if allowed and response.status_code in DENIED:
        problems.append(f"{persona} on {kind}: {name} answered {response.status_code}, should open")
    if not allowed and response.status_code not in DENIED:
        problems.append(f"{persona} on {kind}: {name} answered {response.status_code}, should refuse")
    if response.status_code >= 500:
        problems.append(f"{persona} on {kind}: {name} broke")
    return problems + leaks(response, persona, name, kind)


def visit(client: Client, url: str):
    """GET, or POST where the route takes nothing else; undone afterwards. Tells whether the ledger grew."""
    before = AuditEvent.objects.count()
    with transaction.atomic():
        response = client.get(url)
        if response.status_code == 405:
            response = client.post(url)
        changed = AuditEvent.objects.count() > before
        transaction.set_rollback(True)
    return response, changed


def leaks(response, persona: str, name: str, kind: str) -> list[str]:
    """Names of matters that this persona must not know, anywhere in what came back."""
    if response.streaming:
        return []
    hidden = set(MATTER_NAMES) - SEEN.get(persona, set())
    text = response.content.decode(errors="replace")
    return [f"{persona} on {kind}: {name} shows {secret!r}" for secret in hidden if secret in text]


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_route_opens_for_exactly_its_people(matrix, name, django_db_blocker):
    world, records = matrix
    row, converters = ROUTES[name], routes()[name]
    problems: list[str] = []
    for kind in row.record or ({"open": frozenset()} if not converters else KINDS):
        url = records.url(name, converters, kind)
        for persona, user in world.people.items():
            if persona in {"anonymous", "leaver"}:
                response = sign_in(user).get(url)
                if not row.anonymous and not (
                    response.status_code == 302 and "/accounts/login/" in response["Location"]
                ):
                    problems.append(
                        f"{persona}: {name} answered {response.status_code}, should ask to sign in"
                    )
                continue
            problems += check(sign_in(user), name, url, is_allowed(row, persona, kind), persona, kind)
    assert problems == []
