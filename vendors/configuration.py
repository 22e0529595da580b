"""What administrators set about vendors, as sections of the configuration's files."""

from django.utils.translation import gettext_lazy as _

from legalops.configuration import sections
from legalops.configuration.plain import plain_section
from vendors.models import TimekeeperClass


def register() -> None:
    """Called once, when the app is ready."""
    sections.register(
        plain_section(
            "timekeeper_classes", _("Timekeeper classes"), TimekeeperClass, "code", ("label", "position")
        )
    )
