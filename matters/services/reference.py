"""Matter types and stages that ship with the product; administrators change them in the console."""

from matters.enums import StageCategory
from matters.models import MatterType, Stage

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
