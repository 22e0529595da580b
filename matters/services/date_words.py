"""A key date as the ledger tells it."""

from matters.models import KeyDate


def words_of(key_date: KeyDate) -> dict[str, object]:
    """What, when, whose; the other parts where they are set."""
    words: dict[str, object] = {
        "what": key_date.name,
        "date": key_date.date.isoformat(),
        "owner": str(key_date.owner),
    }
    more = {
        "time": " ".join(filter(None, [f"{key_date.time:%H:%M}", key_date.zone])) if key_date.time else "",
        "backup": str(key_date.backup or ""),
        "kind": str(key_date.get_kind_display()) if key_date.kind != "other" else "",
        "critical": key_date.critical,
        "court": str(key_date.court or ""),
        "jurisdiction": key_date.jurisdiction,
        "document": str(key_date.source or ""),
        "note": key_date.note,
    }
    return words | {name: value for name, value in more.items() if value}
