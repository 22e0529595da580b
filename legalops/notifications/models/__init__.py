"""Notifications, their deliveries, and what each person wants."""

from legalops.notifications.models.delivery import Delivery, SuspendedAddress
from legalops.notifications.models.notification import Notification
from legalops.notifications.models.preference import PersonalSchedule, Preference

__all__ = ["Delivery", "Notification", "PersonalSchedule", "Preference", "SuspendedAddress"]
