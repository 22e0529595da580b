"""What people and systems are told, how it went, and what they want."""

from legalops.notifications.models.calendar_feed import CalendarFeed
from legalops.notifications.models.delivery import Delivery, SuspendedAddress
from legalops.notifications.models.notification import Notification
from legalops.notifications.models.preference import PersonalSchedule, Preference
from legalops.notifications.models.reminder import ReminderRule
from legalops.notifications.models.webhook import WebhookDelivery, WebhookEndpoint
from legalops.notifications.models.wording import KindWording

__all__ = [
    "CalendarFeed",
    "Delivery",
    "KindWording",
    "Notification",
    "PersonalSchedule",
    "Preference",
    "ReminderRule",
    "SuspendedAddress",
    "WebhookDelivery",
    "WebhookEndpoint",
]
