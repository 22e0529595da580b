"""Who is asked, in which order and why."""

from decimal import Decimal as D

import pytest

from billing.selectors.approvals import plan_steps
from billing.services.adjustments import reduce_line
from billing.services.findings import accept_finding
from legalops.accounts.models import User
from legalops.kernel.errors import DomainError
from matters.models import MatterMember
from tests.billing.scenes import make_scene, reason
from tests.factories import make_finding, make_person, raise_wall

pytestmark = pytest.mark.django_db


def plan(scene):
    steps = plan_steps(scene.fresh(), submitter=scene.reviewer)
    return [User.objects.get(pk=ask.person) for step in steps for ask in step.asks]


def test_within_the_leads_limit_the_lead_decides_alone():
    scene = make_scene(1000, lead_limit=1000)
    assert plan(scene) == [scene.lead]


def test_above_the_leads_limit_the_next_with_authority_follows_and_counsel_comes_last():
    scene = make_scene(8000, lead_limit=5000)
    deputy = make_person("attorney", name="Dora Deputy", limit=9000)
    MatterMember.objects.create(matter=scene.matter, user=deputy, role="attorney")
    assert plan(scene) == [scene.lead, deputy]
    steps = plan_steps(scene.fresh(), submitter=scene.reviewer)
    assert "8,000.00 is above the limit of Lena Lead" in steps[1].why
    MatterMember.objects.filter(user=deputy).delete()
    assert plan(scene) == [scene.lead, scene.counsel]


def test_the_limit_is_compared_with_what_is_left_in_base_currency():
    scene = make_scene(6000, lead_limit=5000)
    reduce_line(scene.lines[0], amount=D(1000), reason=reason(), actor=scene.reviewer)
    assert plan(scene) == [scene.lead]
    foreign = make_scene(6000, lead_limit=5000, currency="EUR", base_rate=D("0.5"))
    assert plan(foreign) == [foreign.lead]


def test_a_lead_without_a_limit_is_asked_first_but_never_last():
    scene = make_scene(10, lead_limit=None)
    assert plan(scene) == [scene.lead, scene.counsel]


def test_the_backup_stands_in_for_a_lead_who_left_or_worked_on_it():
    scene = make_scene(100)
    backup = make_person("attorney", name="Bert Backup", limit=5000)
    MatterMember.objects.create(matter=scene.matter, user=backup, role="backup")
    scene.lead.is_active = False
    scene.lead.save()
    assert plan(scene) == [backup]
    assert "has left" in plan_steps(scene.fresh(), submitter=scene.reviewer)[0].why


def test_nobody_approves_what_they_worked_on():
    scene = make_scene(100, lead_limit=50)
    both = make_person("ebilling_specialist", "general_counsel", name="Ida Both", limit=10_000)
    scene.matter.lead = both
    scene.matter.save()
    accept_finding(make_finding(scene.invoice, scene.lines[0]), actor=both)
    assert plan(scene) == [scene.counsel]


def test_a_person_behind_the_wall_is_never_asked():
    scene = make_scene(100)
    raise_wall(scene.matter, scene.lead)
    assert plan(scene) == [scene.counsel]


def test_without_anybody_the_message_says_what_to_set_up():
    scene = make_scene(100, lead_limit=50)
    scene.counsel.is_active = False
    scene.counsel.save()
    with pytest.raises(DomainError, match=r"USD 100\.00.*authority limit"):
        plan(scene)


def test_a_restricted_matter_asks_only_its_members():
    scene = make_scene(8000, lead_limit=5000)
    scene.matter.restricted = True
    scene.matter.save()
    with pytest.raises(DomainError):
        plan(scene)
    MatterMember.objects.create(matter=scene.matter, user=scene.counsel, role="observer")
    assert plan(scene) == [scene.lead, scene.counsel]
