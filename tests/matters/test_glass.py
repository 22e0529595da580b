"""Break-glass: reading for a while, with a reason, in sight of the lead, never through one's own wall."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from billing.models import Invoice
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed, NotFound
from legalops.notifications.models import Notification
from matters.models import BreakGlassGrant, Matter
from matters.services.editing import edit_matter
from matters.services.glass import break_glass, end_expired_glass, end_glass
from matters.services.people import add_member
from matters.services.walls import raise_wall
from tests.factories import make_firm, make_invoice, make_matter, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def counsel():
    return make_person("general_counsel", name="Grace Counsel")


@pytest.fixture
def secret():
    return make_matter(restricted=True, name="Project Canary")


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def sees(person: User, matter: Matter) -> bool:
    return Matter.objects.visible_to(fresh(person)).filter(pk=matter.pk).exists()


def opened(matter: Matter, person: User, hours: int = 4) -> BreakGlassGrant:
    return break_glass(matter.number, reason="Court order today", hours=hours, actor=person)


def test_it_opens_one_matter_at_once_and_ends_by_itself(counsel, secret):
    other = make_matter(restricted=True)
    make_invoice(make_firm(), secret)
    opened(secret, counsel)
    assert sees(counsel, secret)
    assert not sees(counsel, other)
    assert Invoice.objects.visible_to(fresh(counsel)).count() == 1
    with clock.frozen(clock.now() + timedelta(hours=4, seconds=1)):
        assert not sees(counsel, secret)
        assert [end_expired_glass(), end_expired_glass()] == [1, 0]
    assert fresh(counsel).glass_until is None
    told = AuditEvent.objects.filter(action__startswith="matters.glass").order_by("id")
    assert [event.action for event in told] == ["matters.glass.broken", "matters.glass.ended"]
    assert told[0].reason == "Court order today"


def test_a_wall_is_never_broken_by_who_is_behind_it(counsel, secret):
    raise_wall(secret, [counsel], reason="Former employer", actor=secret.lead)
    with pytest.raises(DomainError) as screened:
        opened(secret, counsel)
    with pytest.raises(DomainError) as absent:
        break_glass("M-1900-0001", reason="Court order", hours=4, actor=counsel)
    assert screened.value.message == absent.value.message
    assert not BreakGlassGrant.objects.exists()


def test_a_wall_raised_afterwards_closes_it(counsel, secret):
    opened(secret, counsel)
    raise_wall(secret, [counsel], reason="Former employer", actor=secret.lead)
    assert not sees(counsel, secret)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"reason": "  "}, "reason"), ({"hours": 72}, "hours"), ({"number": "M-1"}, "number")],
)
def test_what_is_missing_is_named(counsel, secret, given, field):
    asked = {"number": secret.number, "reason": "Court order", "hours": 4} | given
    with pytest.raises(DomainError) as refusal:
        break_glass(asked.pop("number"), **asked, actor=counsel)
    assert refusal.value.field == field


def test_it_is_for_those_whose_role_includes_it(secret):
    with pytest.raises(NotAllowed):
        opened(secret, make_person("legal_ops_manager"))


def test_it_is_refused_where_nothing_is_hidden_or_it_is_open_already(counsel, secret):
    with pytest.raises(DomainError, match="You can see"):
        opened(make_matter(), counsel)
    opened(secret, counsel)
    with pytest.raises(DomainError, match="You have broken the glass"):
        opened(secret, fresh(counsel))


def test_it_gives_nothing_to_do(client, counsel, secret):
    opened(secret, counsel)
    actor = fresh(counsel)
    with pytest.raises(NotFound):
        edit_matter(secret, {"name": "Changed"}, version=1, actor=actor)
    with pytest.raises(NotFound):
        add_member(secret, actor, actor=actor)
    client.force_login(actor)
    edit = reverse("matters:edit", args=[secret.number])
    assert client.post(edit, {"name": "Changed"}).status_code == 404
    secret.refresh_from_db()
    assert secret.name == "Project Canary"


def test_the_whole_way_through_the_pages(client, counsel, secret):
    client.force_login(counsel)
    page = reverse("matters:matter", args=[secret.number])
    assert client.get(page).status_code == 404
    asked = {"number": secret.number.lower(), "reason": "Court order today", "hours": "4"}
    assert client.post(reverse("matters:glass"), asked).status_code == 303
    for _ in range(2):
        body = client.get(page).content.decode()
    assert "You read this by broken glass" in body
    assert reverse("matters:edit", args=[secret.number]) not in body
    reads = AuditEvent.objects.filter(action="matters.glass.read")
    assert [(event.actor, event.after["page"]) for event in reads] == [(counsel, "matter")] * 2
    client.force_login(secret.lead)
    assert "Grace Counsel reads this matter by broken glass" in client.get(page).content.decode()
    grant = BreakGlassGrant.objects.get()
    client.post(reverse("matters:glass_end", args=[secret.number, grant.pk]))
    client.force_login(counsel)
    assert client.get(page).status_code == 404


def test_an_administrator_without_matters_reads_the_one_matter(client, secret):
    administrator = make_person("administrator")
    client.force_login(administrator)
    page = reverse("matters:matter", args=[secret.number])
    assert client.get(page).status_code == 403
    opened(secret, administrator)
    assert client.get(page).status_code == 200
    assert client.get(reverse("matters:matter", args=[make_matter().number])).status_code == 404


def test_others_do_not_end_it(counsel, secret):
    grant = opened(secret, counsel)
    with pytest.raises(NotFound):
        end_glass(grant, actor=make_person("attorney"))
    assert sees(counsel, secret)


def test_a_list_asks_nothing_more_of_those_without_a_grant(counsel, secret):
    with CaptureQueriesContext(
        connection,
    ) as without:
        list(Matter.objects.visible_to(fresh(counsel)))
    assert "breakglass" not in str(without.captured_queries)
    opened(secret, counsel)
    with CaptureQueriesContext(connection) as with_grant:
        list(Matter.objects.visible_to(fresh(counsel)))
    assert len(with_grant) == len(without)


def test_reads_of_restricted_matters_are_kept_once_an_hour(client, secret):
    client.force_login(secret.lead)
    for tab in ("matter", "people", "matter"):
        client.get(reverse(f"matters:{tab}", args=[secret.number]))
    read = AuditEvent.objects.filter(action="matters.matter.read")
    assert [(event.actor, event.subject_id) for event in read] == [(secret.lead, secret.pk)]
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert client.get(reverse("matters:matter", args=[secret.number])).status_code == 200
    assert read.all().count() == 2
    people = client.get(reverse("matters:people", args=[secret.number])).content.decode()
    assert "Who read it" in people


def test_reads_of_open_matters_leave_nothing(client):
    matter = make_matter()
    client.force_login(matter.lead)
    client.get(reverse("matters:matter", args=[matter.number]))
    assert not AuditEvent.objects.exists()


def test_the_lead_and_who_keeps_the_wall_are_told(counsel, secret):
    opened(secret, counsel)
    told = Notification.objects.filter(kind="matters.glass_broken")
    assert [note.recipient for note in told] == [secret.lead]
    assert "Grace Counsel reads" in told[0].title
