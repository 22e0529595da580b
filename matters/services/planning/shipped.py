"""The escalation ladder that comes with the product; administrators change it."""

from matters.enums import EscalationCause, RungWho
from matters.models import EscalationRung

# Working days before each is told; for both causes.
_LADDER = ((RungWho.OWNER, 1), (RungWho.LEAD, 3), (RungWho.LPM, 5), (RungWho.COUNSEL, 15))


def install_ladder() -> None:
    """Add the ladder where there is none at all."""
    if EscalationRung.objects.exists():
        return
    EscalationRung.objects.bulk_create(
        EscalationRung(cause=cause, who=who, after_days=days)
        for cause in EscalationCause
        for who, days in _LADDER
    )
