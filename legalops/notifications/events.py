"""Actions of this app that the ledger knows."""

ACTIONS = {
    "notifications.delivery.sent_again": "sent e-mail again",
    "notifications.reminder_rule.added": "added a reminder rule",
    "notifications.reminder_rule.changed": "changed a reminder rule",
    "notifications.reminder_rule.run": "ran a reminder rule",
    "notifications.address.lifted": "lifted the suspension of an address",
    "notifications.calendar.renewed": "made a new address for the calendar feed",
    "notifications.calendar.revoked": "revoked the calendar feed",
    "notifications.template.changed": "changed the words of a notification",
    "notifications.template.reset": "took the words of a notification back to the shipped ones",
    "notifications.webhook.added": "added a webhook",
    "notifications.webhook.changed": "changed a webhook",
    "notifications.webhook.disabled": "switched a webhook off",
    "notifications.webhook.replayed": "sent a webhook again",
    "notifications.webhook.tested": "sent a test to a webhook",
    "notifications.webhook.secret_renewed": "renewed the secret of a webhook",
}
