"""The console's pages of custom fields."""

from legalops.fields.admin.definitions import FieldDefinitionAdmin

__all__ = ["FieldDefinitionAdmin"]
