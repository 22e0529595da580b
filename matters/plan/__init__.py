"""Planning of a matter: a network of tasks in working days, its critical path, moves, progress.

Plain Python without Django or the database (DESIGN §1); `matters.services.planning` feeds it.
"""

from matters.plan.days import NoWorkingDay, WorkDays
from matters.plan.moving import HeldBack, Shift, move, shifts_between
from matters.plan.network import Activity, Cycle, Kind, Link, Network, UnknownActivity
from matters.plan.passes import Conflict, Place, Schedule, schedule
from matters.plan.progress import Progress, Weight, rolled_up

__all__ = [
    "Activity",
    "Conflict",
    "Cycle",
    "HeldBack",
    "Kind",
    "Link",
    "Network",
    "NoWorkingDay",
    "Place",
    "Progress",
    "Schedule",
    "Shift",
    "UnknownActivity",
    "Weight",
    "WorkDays",
    "move",
    "rolled_up",
    "schedule",
    "shifts_between",
]
