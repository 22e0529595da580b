"""Matter types and stages that ship with the product; administrators change them in the console."""

from django.utils.translation import gettext as _

from legalops.workflows.machine import ANY_OPEN, Category, Definition, Reason, Transition
from legalops.workflows.machine import Stage as Step
from legalops.workflows.services.adopting import adopt_all
from legalops.workflows.services.authoring import install_workflow
from matters.enums import PartySide, StageCategory
from matters.models import ConflictSettings, MatterType, PartyRole, Stage

MATTER_TYPES = [
    ("commercial-litigation", "Commercial litigation", "LITIGATION"),
    ("employment", "Employment", "LITIGATION"),
    ("regulatory", "Regulatory and investigations", "COUNSELING"),
    ("mergers-acquisitions", "Mergers and acquisitions", "PROJECT"),
    ("patent-litigation", "Patent litigation", "LITIGATION"),
    ("patent-prosecution", "Patent prosecution", "PATENT"),
    ("trademark", "Trademark", "TRADEMARK"),
    ("general-liability", "General liability", "LITIGATION"),
    ("real-estate", "Real estate", "PROJECT"),
    ("tax", "Tax", "COUNSELING"),
    ("bankruptcy", "Bankruptcy and insolvency", "BANKRUPTCY"),
    ("advice", "General advice", "COUNSELING"),
]
STAGES = [
    ("intake", "Intake", StageCategory.OPEN),
    ("assessment", "Assessment", StageCategory.OPEN),
    ("in-progress", "In progress", StageCategory.OPEN),
    ("resolution", "Resolution", StageCategory.OPEN),
    ("on-hold", "On hold", StageCategory.ON_HOLD),
    ("closed", "Closed", StageCategory.CLOSED),
]
# Code, name, usual side, whether conflict checks look for it.
PARTY_ROLES = [
    ("client-entity", "Client entity", PartySide.OURS, True),
    ("plaintiff", "Plaintiff", PartySide.ADVERSE, True),
    ("defendant", "Defendant", PartySide.ADVERSE, True),
    ("co-defendant", "Co-defendant", PartySide.NEUTRAL, True),
    ("counterparty", "Counterparty", PartySide.ADVERSE, True),
    ("opposing-counsel", "Opposing counsel", PartySide.ADVERSE, True),
    ("third-party", "Third party", PartySide.NEUTRAL, True),
    ("insurer", "Insurer", PartySide.OURS, True),
    ("expert", "Expert", PartySide.NEUTRAL, True),
    ("witness", "Witness", PartySide.NEUTRAL, True),
    ("mediator", "Mediator or arbitrator", PartySide.NEUTRAL, True),
    ("regulator", "Regulator", PartySide.NEUTRAL, False),
    ("court", "Court", PartySide.NEUTRAL, False),
    ("judge", "Judge", PartySide.NEUTRAL, False),
]


def install_reference() -> None:
    """Create the shipped types and stages that are missing; existing ones stay as they are."""
    MatterType.objects.bulk_create(
        [MatterType(code=code, name=name, code_set=code_set) for code, name, code_set in MATTER_TYPES],
        ignore_conflicts=True,
    )
    Stage.objects.bulk_create(
        [
            Stage(code=code, name=name, position=position, category=category)
            for position, (code, name, category) in enumerate(STAGES, start=1)
        ],
        ignore_conflicts=True,
    )
    PartyRole.objects.bulk_create(
        [
            PartyRole(code=code, name=name, side=side, screened=screened, position=place * 10)
            for place, (code, name, side, screened) in enumerate(PARTY_ROLES, start=1)
        ],
        ignore_conflicts=True,
    )
    ConflictSettings.objects.get_or_create(code="standard")
    if install_workflow(name=_("Matters"), record_type="matter", definition=matter_workflow()):
        adopt_all("matter")


def matter_workflow() -> Definition:
    """Whoever may edit a matter moves it to any stage; a closed one is reopened with a reason."""
    stages = list(Stage.objects.order_by("position"))
    steps = tuple(Step(stage.code, stage.name, Category(stage.category)) for stage in stages)
    return Definition(steps, tuple(way for step in steps for way in _ways_to(step, steps)))


def _ways_to(step: Step, steps: tuple[Step, ...]) -> list[Transition]:
    who = ("is:editor",)
    label = _("Close") if step.is_closed else _("Move to %s") % step.name
    ways = [Transition(f"to-{step.code}", label, ANY_OPEN, step.code, who, (), Reason.OPTIONAL)]
    if not step.is_closed:
        ways += [
            Transition(
                f"from-{closed.code}-to-{step.code}",
                _("Reopen in %s") % step.name,
                closed.code,
                step.code,
                who,
                (),
                Reason.REQUIRED,
            )
            for closed in steps
            if closed.is_closed
        ]
    return ways
