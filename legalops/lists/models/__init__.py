"""Saved views, a person's settings of lists, and changes of many rows."""

from legalops.lists.models.bulk import BulkItem, BulkRun
from legalops.lists.models.settings import ListSetting, RoleDefault, ViewPin
from legalops.lists.models.view import SavedView

__all__ = ["BulkItem", "BulkRun", "ListSetting", "RoleDefault", "SavedView", "ViewPin"]
