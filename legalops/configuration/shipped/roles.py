"""Roles and their capabilities as a section."""

from django.utils.translation import gettext_lazy as _

from legalops.access.models import Role
from legalops.configuration import sections
from legalops.configuration.plain import plain_section


def register() -> None:
    """Called once, when the app is ready."""
    sections.register(plain_section("roles", _("Roles"), Role, "code", ("name", "capabilities"), order=10))
