"""Editing: optimistic versions, sight after the change, leads, stages and confidentiality."""

import pytest

from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotFound
from legalops.workflows.models import Passage
from matters.models import Matter, Stage
from matters.services.editing import EditConflict, edit_matter
from matters.services.people import add_member, remove_member, set_restricted
from matters.services.stages import enter_stage
from tests.factories import make_matter, make_person, make_team, raise_wall

pytestmark = pytest.mark.django_db


def events(matter, action):
    return AuditEvent.objects.filter(subject_type="matters.matter", subject_id=matter.pk, action=action)


def test_a_change_is_recorded_with_both_values_and_raises_the_version():
    matter = make_matter(name="Old name")
    edit_matter(matter, {"name": "New name", "business_unit": ""}, version=1, actor=matter.lead)
    matter.refresh_from_db()
    assert (matter.name, matter.version) == ("New name", 2)
    event = events(matter, "matters.matter.edited").get()
    assert (event.before, event.after) == ({"name": "Old name"}, {"name": "New name"})


def test_a_stale_version_is_refused_and_both_values_are_shown():
    matter = make_matter(name="First")
    edit_matter(matter, {"name": "Theirs"}, version=1, actor=matter.lead)
    with pytest.raises(EditConflict) as conflict:
        edit_matter(matter, {"name": "Mine"}, version=1, actor=matter.lead)
    difference = conflict.value.differences[0]
    assert (difference.field, difference.theirs, difference.yours) == ("name", "Theirs", "Mine")
    assert conflict.value.version == 2
    assert "Theirs" in conflict.value.message
    assert "Mine" in conflict.value.message
    matter.refresh_from_db()
    assert matter.name == "Theirs"


def test_the_same_change_sent_twice_is_one_change():
    matter = make_matter(name="First")
    for _ in range(2):
        edit_matter(matter, {"name": "Second"}, version=1, actor=matter.lead)
    assert events(matter, "matters.matter.edited").count() == 1


def test_a_change_that_would_hide_the_matter_from_its_author_is_rolled_back():
    lead, colleague = make_person("attorney"), make_person("attorney")
    matter = make_matter(lead=lead, team=make_team(lead, colleague))
    elsewhere = make_team(make_person("attorney"))
    with pytest.raises(DomainError, match="no longer see"):
        edit_matter(matter, {"team": elsewhere}, version=1, actor=colleague)
    matter.refresh_from_db()
    assert matter.team != elsewhere
    assert not events(matter, "matters.matter.edited").exists()


def test_a_person_behind_the_wall_gets_the_answer_of_a_matter_that_is_not_there():
    matter, stranger = make_matter(), make_person("legal_project_manager")
    raise_wall(matter, stranger)
    with pytest.raises(NotFound):
        edit_matter(matter, {"name": "Seen"}, version=1, actor=stranger)


def test_a_new_lead_is_on_the_matter_and_the_earlier_one_stays_as_attorney():
    matter, successor = make_matter(), make_person("attorney")
    earlier = matter.lead
    edit_matter(matter, {"lead": successor}, version=1, actor=earlier)
    assert dict(matter.members.values_list("user_id", "role")) == {
        successor.pk: "lead",
        earlier.pk: "attorney",
    }


def test_a_screened_person_cannot_lead():
    matter, screened = make_matter(), make_person("attorney")
    raise_wall(matter, screened)
    with pytest.raises(DomainError, match="cannot lead"):
        edit_matter(matter, {"lead": screened}, version=1, actor=matter.lead)


def test_each_stage_entered_leaves_a_passage_and_a_double_click_leaves_one():
    matter, resolution = make_matter(), Stage.objects.get(code="resolution")
    for _ in range(2):
        enter_stage(matter, resolution, reason="Settled", actor=matter.lead)
    passage = Passage.objects.get(run__record_type="matter", run__record_id=matter.pk)
    assert (passage.from_stage, passage.to_stage, passage.reason) == (
        "in-progress",
        "resolution",
        "Settled",
    )
    event = events(matter, "matters.matter.stage_entered").get()
    assert event.after == {"stage": "Resolution"}


def test_closing_sets_the_date_and_reopening_takes_a_reason():
    matter = make_matter()
    closed, active = Stage.objects.get(code="closed"), Stage.objects.get(code="in-progress")
    assert enter_stage(matter, closed, actor=matter.lead).closed_on == clock.today()
    with pytest.raises(DomainError, match="reopened"):
        enter_stage(matter, active, actor=matter.lead)
    assert enter_stage(matter, active, reason="New claim", actor=matter.lead).closed_on is None


def test_restricting_hides_the_matter_from_all_but_its_people():
    lead = make_person("attorney")
    colleague = make_person("attorney")
    matter = make_matter(lead=lead, team=make_team(lead, colleague))
    set_restricted(matter, True, reason="Inside information", actor=lead)
    assert not Matter.objects.visible_to(colleague).exists()
    assert Matter.objects.visible_to(lead).exists()


def test_who_is_not_on_the_matter_cannot_restrict_it():
    matter, manager = make_matter(), make_person("legal_project_manager")
    with pytest.raises(DomainError, match="no longer see"):
        set_restricted(matter, True, actor=manager)
    matter.refresh_from_db()
    assert not matter.restricted


def test_a_member_sees_a_restricted_matter_until_taken_off():
    matter, person = make_matter(restricted=True), make_person("attorney")
    add_member(matter, person, role="paralegal", actor=matter.lead)
    assert Matter.objects.visible_to(person).exists()
    remove_member(matter, person, actor=matter.lead)
    assert not Matter.objects.visible_to(person).exists()


def test_there_is_one_backup():
    matter = make_matter()
    first, second = make_person("attorney"), make_person("attorney")
    for person in (first, second):
        add_member(matter, person, role="backup", actor=matter.lead)
    assert matter.members.get(role="backup").user == second
    assert matter.members.get(user=first).role == "attorney"


def test_the_lead_stays_on_the_matter():
    matter = make_matter()
    with pytest.raises(DomainError, match="another lead"):
        remove_member(matter, matter.lead, actor=matter.lead)
    assert matter.members.filter(user=matter.lead).exists()
