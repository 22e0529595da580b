"""A note on each kind of matter."""

from matters.models import Matter
from tests.factories.log import make_note


def arguments_of_log(matter: Matter) -> dict:
    """What routes of the log name, on this matter alone."""
    return {"note": make_note(matter, "Canary note").pk}
