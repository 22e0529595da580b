"""What a target is sent: one envelope, version by version, and the shapes that chat systems expect."""

from collections.abc import Callable, Mapping
from typing import Any

Envelope = Mapping[str, Any]
VERSION = 1


def envelope(
    *,
    event: str,
    event_id: str,
    occurred_at: str,
    sentence: str,
    url: str,
    subject: Mapping[str, Any],
    actor: str,
    correlation_id: str,
) -> dict[str, Any]:
    """Version 1: who did what to which record, when, and where to look. Values and texts are asked for by
    the API, under the rights of whoever asks.
    """
    return {
        "type": event,
        "version": VERSION,
        "id": event_id,
        "timestamp": occurred_at,
        "data": {
            "sentence": sentence,
            "url": url,
            "subject": dict(subject),
            "actor": actor,
            "correlation_id": correlation_id,
        },
    }  # fmt: skip


def _generic(sent: Envelope) -> Mapping[str, Any]:
    return sent


def _slack(sent: Envelope) -> Mapping[str, Any]:
    words, url = sent["data"]["sentence"], sent["data"]["url"]
    text = _slack_escaped(words)
    return {"text": f"<{url}|{text}>" if url else text}


def _slack_escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "¦")


def _teams(sent: Envelope) -> Mapping[str, Any]:
    words, url = sent["data"]["sentence"], sent["data"]["url"]
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [{"type": "TextBlock", "text": _plain_markdown(words), "wrap": True}],
    }
    if url:
        card["actions"] = [{"type": "Action.OpenUrl", "title": "Open in LegalOps", "url": url}]
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "attachments": [attachment]}


def _plain_markdown(words: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]()#" else sign for sign in words)


SHAPES: Mapping[str, Callable[[Envelope], Mapping[str, Any]]] = {
    "generic": _generic,
    "slack": _slack,
    "teams": _teams,
}
