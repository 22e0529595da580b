"""Walls stand from the moment they are raised, and deny beats allow."""

import pytest

from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError
from matters.models import KeyDate, Matter
from matters.services.key_dates import change_key_date, complete_key_date, reopen_key_date, set_key_date
from matters.services.people import add_member
from matters.services.walls import lift_wall, raise_wall
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db


def test_a_wall_hides_the_matter_at_once_and_takes_people_off_it():
    counsel, associate = make_person("general_counsel"), make_person("attorney")
    matter = make_matter(associate)
    wall = raise_wall(matter, [associate], reason="Former employer", actor=counsel)
    assert not Matter.objects.visible_to(associate).exists()
    assert not matter.members.filter(user=associate).exists()
    assert [s.user for s in wall.screened.all()] == [associate]
    event = AuditEvent.objects.get(action="matters.wall.raised")
    assert (event.reason, event.after) == ("Former employer", {"screened": [str(associate)]})


def test_lifting_takes_a_reason_and_records_once():
    counsel, associate = make_person("general_counsel"), make_person("attorney")
    matter = make_matter()
    wall = raise_wall(matter, [associate], reason="Former employer", actor=counsel)
    with pytest.raises(DomainError, match="Say why"):
        lift_wall(wall, reason=" ", actor=counsel)
    for _ in range(2):
        lift_wall(wall, reason="Two years have passed", actor=counsel)
    assert AuditEvent.objects.filter(action="matters.wall.lifted").count() == 1
    add_member(matter, associate, actor=counsel)
    assert Matter.objects.visible_to(associate).get() == matter


@pytest.mark.parametrize("field", ["reason", "people"])
def test_a_wall_needs_a_reason_and_people(field):
    matter, counsel = make_matter(), make_person("general_counsel")
    given = {"reason": "Former employer", "people": [make_person("attorney")]} | {field: ""}
    with pytest.raises(DomainError) as refusal:
        raise_wall(matter, given["people"] or [], reason=given["reason"], actor=counsel)
    assert refusal.value.field == field
    assert not matter.walls.exists()


def test_the_lead_is_not_screened_off_before_another_leads():
    matter, counsel = make_matter(), make_person("general_counsel")
    with pytest.raises(DomainError, match="another lead"):
        raise_wall(matter, [matter.lead], reason="Conflict", actor=counsel)


def test_someone_behind_a_wall_is_not_put_on_the_matter_nor_screened_twice():
    matter, counsel, associate = make_matter(), make_person("general_counsel"), make_person("attorney")
    raise_wall(matter, [associate], reason="Former employer", actor=counsel)
    with pytest.raises(DomainError, match="wall"):
        add_member(matter, associate, actor=counsel)
    with pytest.raises(DomainError, match="already"):
        raise_wall(matter, [associate], reason="Again", actor=counsel)


def test_key_dates_belong_to_people_who_can_see_the_matter():
    matter, outsider = make_matter(), make_person("attorney")
    today = matter.opened_on
    with pytest.raises(DomainError, match="cannot see") as refusal:
        set_key_date(matter, name="Answer due", on=today, owner=outsider, actor=matter.lead)
    assert refusal.value.field == "owner"
    assert not KeyDate.objects.exists()


def test_a_key_date_is_moved_done_and_taken_back_with_an_event_each():
    matter = make_matter()
    lead, day = matter.lead, matter.opened_on
    key_date = set_key_date(matter, name="Answer due", on=day, owner=lead, actor=lead)
    change_key_date(key_date, name="Answer due", on=day.replace(day=20), owner=lead, actor=lead)
    for _ in range(2):
        complete_key_date(key_date, actor=lead)
    assert reopen_key_date(key_date, actor=lead).done_at is None
    actions = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert actions == [f"matters.key_date.{verb}" for verb in ("set", "changed", "done", "reopened")]
