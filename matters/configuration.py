"""What administrators set about matters, as sections of the configuration's files."""

from django.utils.translation import gettext_lazy as _

from legalops.configuration import sections
from legalops.configuration.plain import plain_section
from matters.models import MatterType, Stage


def register() -> None:
    """Called once, when the app is ready."""
    types = plain_section(
        "matter_types", _("Matter types"), MatterType, "code", ("name", "code_set", "is_active")
    )
    stages = plain_section("stages", _("Stages of matters"), Stage, "code", ("name", "position", "category"))
    sections.register(types)
    sections.register(stages)
