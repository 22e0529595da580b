"""Saved views, and a person's settings of lists."""

from legalops.lists.models.settings import ListSetting, RoleDefault, ViewPin
from legalops.lists.models.view import SavedView

__all__ = ["ListSetting", "RoleDefault", "SavedView", "ViewPin"]
