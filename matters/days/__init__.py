"""What matters put into a person's day."""

from legalops.access import capabilities as can
from legalops.web import day
from legalops.web.day import Source
from matters.days.dates import dates_until, to_verify
from matters.days.planned import escalations, next_actions_until, on_planned_tasks
from matters.days.standing import checks_to_conclude, unsteered, walls

_SEES = frozenset({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})


def register() -> None:
    """Called once, when the app is ready."""
    for name, items, capability in (
        ("dates", dates_until, _SEES),
        ("to_verify", to_verify, frozenset({can.MATTERS_EDIT})),
        ("next_actions", next_actions_until, _SEES),
        ("escalations", escalations, _SEES),
        ("walls", walls, _SEES),
        ("unsteered", unsteered, _SEES),
        ("conflicts", checks_to_conclude, frozenset({can.CONFLICTS_REVIEW})),
    ):
        day.register(Source(f"matters.{name}", items, capability))
    day.register_remarks("matters.planned", on_planned_tasks)
