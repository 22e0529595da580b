"""The templates that come with the product; legal operations changes and publishes them."""

from pathlib import Path

import yaml
from django.db import transaction

from legalops.kernel import clock
from matters.enums import TemplateState
from matters.models import MatterType, PlanTemplate, PlanTemplateVersion
from matters.services.plan_templates.publishing import checked

_FOLDER = Path(__file__).parent / "documents"
_SHIPPED = (
    (
        "commercial-litigation",
        "Commercial litigation",
        ("commercial-litigation", "patent-litigation", "general-liability"),
    ),
    ("transaction", "Acquisition or other transaction", ("mergers-acquisitions",)),
    ("employment-dispute", "Employment dispute", ("employment",)),
)


def install_templates() -> None:
    """Add those whose code was never there, published: they come with the schema, so nobody did it."""
    known = set(PlanTemplate.objects.values_list("code", flat=True))
    for code, name, types in _SHIPPED:
        if code not in known:
            _install(code, name, types)


@transaction.atomic
def _install(code: str, name: str, types: tuple[str, ...]) -> None:
    document = yaml.safe_load((_FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    checked(document)
    template = PlanTemplate.objects.create(code=code, name=name)
    template.matter_types.set(MatterType.objects.filter(code__in=types))
    PlanTemplateVersion.objects.create(
        template=template,
        number=1,
        state=TemplateState.PUBLISHED,
        document=document,
        published_at=clock.now(),
    )
