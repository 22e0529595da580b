"""Whether conflicts stand in the way of a move: the guard that workflows may ask."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from legalops.requests.models import Request
from legalops.workflows.registry import Situation
from matters.models import ConflictCheck
from matters.selectors.conflicts.standing import standing_of


def why_conflicts_stand(situation: Situation, _settings: Mapping[str, Any]) -> str:
    """What is missing before a matter or request may go on; empty when its check is cleared and up to date.

    A request that names nobody has nothing to check. What was found is not told here.
    """
    record = situation.record
    if isinstance(record, Request):
        if not record.parties:
            return ""
        check = ConflictCheck.objects.filter(request=record).first()
    else:
        check = ConflictCheck.objects.filter(matter=record).first()
    if standing_of(check).cleared:
        return ""
    return _("Conflicts are not cleared yet. A conflict reviewer concludes the check.")
