"""Walls end on their day, warn before, and are acknowledged by those who work behind them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotFound
from matters.models import Matter, WallAcknowledgement
from matters.services.wall_ends import keep_wall_ends
from matters.services.walls import acknowledge_wall, raise_wall, set_wall_end
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def counsel():
    return make_person("general_counsel")


def in_days(days: int):
    return clock.today() + timedelta(days)


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_a_wall_falls_on_its_day_and_not_before(counsel):
    matter, associate = make_matter(), make_person("legal_project_manager")
    wall = raise_wall(matter, [associate], reason="Conflict", expires_on=in_days(3), actor=counsel)
    assert keep_wall_ends() == {"lifted": 0, "warned": 1}
    assert not Matter.objects.visible_to(associate).exists()
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert keep_wall_ends()["lifted"] == 1
        assert keep_wall_ends() == {"lifted": 0, "warned": 0}
    wall.refresh_from_db()
    assert wall.lifted_at is not None
    assert Matter.objects.visible_to(associate).get() == matter
    assert actions() == ["matters.wall.raised", "matters.wall.expiring", "matters.wall.expired"]


def test_the_warning_comes_once_and_again_after_a_new_end(counsel):
    wall = raise_wall(
        make_matter(), [make_person("attorney")], reason="Conflict", expires_on=in_days(10), actor=counsel
    )
    assert [keep_wall_ends()["warned"], keep_wall_ends()["warned"]] == [1, 0]
    set_wall_end(wall, in_days(12), reason="The case goes on", actor=counsel)
    assert keep_wall_ends()["warned"] == 1


def test_an_end_in_the_past_is_refused(counsel):
    matter, person = make_matter(), make_person("attorney")
    with pytest.raises(DomainError, match="still to come") as refusal:
        raise_wall(matter, [person], reason="Conflict", expires_on=in_days(0), actor=counsel)
    assert refusal.value.field == "expires_on"
    assert not matter.walls.exists()


def test_members_acknowledge_and_the_page_says_who_has_not(client, counsel):
    associate = make_person("attorney", name="Ada Byron")
    matter = make_matter(associate)
    wall = raise_wall(matter, [make_person("attorney")], reason="Former employer", actor=counsel)
    client.force_login(associate)
    people = reverse("matters:people", args=[matter.number])
    assert "Read what it asks of you" in client.get(people).content.decode()
    assert "Ada Byron" in client.get(people).content.decode().split("Not acknowledged by")[1]
    page = reverse("matters:wall_acknowledge", args=[matter.number, wall.pk])
    assert "Former employer" in client.get(page).content.decode()
    for _ in range(2):
        client.post(page)
    assert WallAcknowledgement.objects.get().user == associate
    assert actions().count("matters.wall.acknowledged") == 1
    body = client.get(people).content.decode()
    assert "Read what it asks of you" not in body
    assert "Ada Byron" not in body.split("Not acknowledged by")[1].split("</td>")[0]


def test_who_is_not_on_the_matter_does_not_acknowledge(counsel):
    wall = raise_wall(make_matter(), [make_person("attorney")], reason="Conflict", actor=counsel)
    with pytest.raises(NotFound):
        acknowledge_wall(wall, actor=counsel)
    assert not WallAcknowledgement.objects.exists()
