"""Opening a matter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import Team, User
from legalops.audit.services import record
from legalops.fields.services import set_values
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.reference.models import CostCentre, Department, LegalEntity
from legalops.workflows.services import start
from matters.enums import MemberRole, StageCategory
from matters.models import Matter, MatterMember, MatterType, Stage
from matters.selectors.codes import CODES
from matters.services.codes import settled
from matters.services.guards import refuse_losing_sight
from matters.services.numbers import next_number


@transaction.atomic
def open_matter(
    *,
    name: str,
    matter_type: MatterType,
    lead: User,
    team: Team | None = None,
    restricted: bool = False,
    currency: str | None = None,
    description: str = "",
    business_unit: str = "",
    legal_entity: LegalEntity | None = None,
    department: Department | None = None,
    cost_centre: CostCentre | None = None,
    opened_on: date | None = None,
    stage: Stage | None = None,
    number: str = "",
    custom: Mapping[str, Any] | None = None,
    actor: User,
) -> Matter:
    """Open a matter in the first stage, with its lead on it, under the next number of its year.

    `currency` (ISO 4217, default base currency) is the one its budget is kept in. Whoever opens a restricted
    matter, or one outside their teams, is put on it, so that it never vanishes from them.
    `number` keeps the one it had in an earlier system; `custom` answers what is asked at opening.
    A cost centre brings its entity and department along where they are not given.
    Raises DomainError when the lead no longer works here, the number is taken or a code does not fit,
    FieldFaults for `custom`.
    """
    if not lead.is_active:
        message = _("%(person)s no longer works here. Choose someone else.")
        raise DomainError("matter.person_left", message % {"person": lead}, field="lead")
    if number and Matter.objects.filter(number__iexact=number).exists():
        message = _("The number %(number)s is taken. Choose another.")
        raise DomainError("matter.number_taken", message % {"number": number}, field="number")
    opened_on = opened_on or clock.today()
    codes = _codes(legal_entity, department, cost_centre, opened_on)
    stage = stage or _first_stage()
    matter = Matter.objects.create(
        number=number or next_number(opened_on.year),
        name=name.strip(),
        matter_type=matter_type,
        stage=stage,
        team=team,
        lead=lead,
        restricted=restricted,
        currency=currency or settings.BASE_CURRENCY,
        description=description.strip(),
        business_unit=business_unit.strip(),
        **codes,
        opened_on=opened_on,
    )
    _staff(matter, actor)
    record(matter, "matters.matter.opened", actor=actor, after=_as_opened(matter))
    if custom is not None:
        matter.custom = set_values(matter, custom, actor=actor, opening=True).custom
    start(matter, actor=actor, stage=stage.code)
    refuse_losing_sight(matter, actor=actor)
    return matter


def _codes(
    legal_entity: LegalEntity | None,
    department: Department | None,
    cost_centre: CostCentre | None,
    opened_on: date,
) -> dict[str, Any]:
    codes = {"legal_entity": legal_entity, "department": department, "cost_centre": cost_centre}
    chosen = [name for name, row in codes.items() if row is not None]
    return settled(codes, chosen=chosen, opened_on=opened_on)


def _first_stage() -> Stage:
    stage = Stage.objects.filter(category=StageCategory.OPEN).order_by("position").first()
    if stage is None:
        message = _("There is no open stage. An administrator adds one under Stages.")
        raise DomainError("matter.no_stage", message)
    return stage


def _staff(matter: Matter, actor: User) -> None:
    MatterMember.objects.create(matter=matter, user=matter.lead, role=MemberRole.LEAD)
    if actor == matter.lead or actor.is_system:
        return
    if matter.restricted or not Matter.objects.visible_to(actor).filter(pk=matter.pk).exists():
        MatterMember.objects.create(matter=matter, user=actor, role=MemberRole.OBSERVER)


def _as_opened(matter: Matter) -> dict[str, object]:
    return {
        "number": matter.number,
        "name": matter.name,
        "type": str(matter.matter_type),
        "lead": str(matter.lead),
        "team": str(matter.team) if matter.team else "",
        "stage": str(matter.stage),
        "restricted": matter.restricted,
        "opened_on": matter.opened_on,
        **{name: str(row) for name in CODES if (row := getattr(matter, name))},
    }
