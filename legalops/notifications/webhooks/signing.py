"""Signatures as receivers know them: Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature)."""

import base64
from datetime import datetime

from django.utils.crypto import salted_hmac
from standardwebhooks import Webhook

_SALT = "legalops.notifications.webhook"


def secret_of(seed: str) -> str:
    """The target's secret ("whsec_…"): made of its seed and the product's key, so no copy of the database
    holds it.
    """
    key = salted_hmac(_SALT, seed, algorithm="sha256").digest()
    return f"whsec_{base64.b64encode(key).decode()}"


def headers_for(seed: str, event_id: str, at: datetime, content: bytes) -> dict[str, str]:
    """The headers of one attempt; by the id, the same at every attempt, receivers know repetitions."""
    signature = Webhook(secret_of(seed)).sign(event_id, at, content.decode())
    return {
        "content-type": "application/json",
        "user-agent": "LegalOps-Webhook/1",
        "webhook-id": event_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }
