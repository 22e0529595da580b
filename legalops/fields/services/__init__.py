"""The verbs: defining and retiring fields, giving records their values."""

from legalops.fields.services.setting import set_values

__all__ = ["set_values"]
