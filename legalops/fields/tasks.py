"""Work of custom fields in the background."""

from datetime import time, timedelta

from legalops import jobs
from legalops.fields.services.counting import COUNT, count_all


@jobs.periodic(COUNT, every=timedelta(days=1), at=time(3, 40), lease=120)
def count_fields(job: jobs.JobContext) -> dict[str, int]:
    """Count how many records fill in each field, and where each field is used."""
    return {"fields": count_all()}
