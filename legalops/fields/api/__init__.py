"""Custom fields over the REST API."""

from legalops.fields.api.changing import changed_with_custom
from legalops.fields.api.filtering import CustomFilter
from legalops.fields.api.values import CustomAnswers, CustomValues, OnlyCustom

__all__ = ["CustomAnswers", "CustomFilter", "CustomValues", "OnlyCustom", "changed_with_custom"]
