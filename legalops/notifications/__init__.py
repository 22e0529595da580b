"""Telling people: in the product, by e-mail, in their calendar; other systems by webhook. Owner: platform.

from legalops.notifications.services import notify

notify("billing.decided", recipients=people, subject=invoice, title="...", key=f"decided:{invoice.pk}")
"""
