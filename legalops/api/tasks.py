"""Forgetting what no repeated request will ask for any more."""

from datetime import time, timedelta

from legalops.api.models import KeptAnswer
from legalops.jobs.context import JobContext
from legalops.jobs.registry import periodic
from legalops.kernel import clock

KEPT_FOR = timedelta(days=2)


@periodic("api.forget_answers", every=timedelta(days=1), at=time(3, 20))
def forget_answers(job: JobContext) -> dict[str, int]:
    """Answers to idempotent requests are given again for two days."""
    gone, _rows = KeptAnswer.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()
    return {"deleted": gone}
