"""The console's pages of custom fields."""

from legalops.fields.admin.definitions import FieldDefinitionAdmin
from legalops.fields.admin.stewards import FieldStewardAdmin

__all__ = ["FieldDefinitionAdmin", "FieldStewardAdmin"]
