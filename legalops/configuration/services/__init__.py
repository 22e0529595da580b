"""Exporting, comparing and applying the configuration."""

from legalops.configuration.services.applying import apply_folder, plan_folder
from legalops.configuration.services.exporting import export_folder

__all__ = ["apply_folder", "export_folder", "plan_folder"]
