"""Addresses of the endpoints of notifications."""

from legalops.notifications.api.notifications import NotificationViews
from legalops.notifications.api.reminders import ReminderRuleViews
from legalops.notifications.api.webhooks import DeliveryViews, WebhookViews

ROUTES = [
    ("notifications", NotificationViews),
    ("reminder-rules", ReminderRuleViews),
    ("webhooks", WebhookViews),
    ("webhook-deliveries", DeliveryViews),
]
