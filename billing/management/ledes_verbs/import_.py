"""`manage.py ledes import PATH --vendor CODE [--json]`: the portal's way in, waiting for the result."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from billing.management.ledes_verbs import GOOD, REFUSED, UNUSABLE
from billing.models import RefusedUpload, Submission
from billing.selectors.submissions import BUSY_STATES
from billing.services import intake
from legalops import jobs
from legalops.accounts.system import system_actor
from legalops.kernel.errors import DomainError
from vendors.models import Firm

HELP = "Take in a LEDES file, or a zip archive of them, as the firm's portal would, and submit it."
_PAUSE = 0.2


def add_arguments(parser: ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument("path", type=Path, metavar="PATH", help="a LEDES file or a zip archive")
    parser.add_argument("--vendor", required=True, metavar="CODE", help="vendor code of the firm")
    parser.add_argument("--json", action="store_true", help="print a list with one object for each file")


def run(options: dict[str, Any], out: TextIO, err: TextIO) -> int:
    """Receive, check, submit and process; files that were not taken in or failed make the exit code 1."""
    firm = Firm.objects.filter(code=options["vendor"]).first()
    if firm is None:
        err.write(f"There is no vendor with the code {options['vendor']}.")
        return UNUSABLE
    try:
        with options["path"].open("rb") as file:
            upload = _receive(file, options["path"].name, firm)
    except OSError as problem:
        err.write(f"{options['path']}: {problem.strerror or 'cannot be read'}")
        return UNUSABLE
    except DomainError as refusal:
        err.write(refusal.message)
        return REFUSED
    submissions = _wait(upload.submissions)
    _print(submissions, upload.refused, out, as_json=options["json"])
    done = bool(submissions) and all(each.state == "imported" for each in submissions)
    return GOOD if done and not upload.refused else REFUSED


def _receive(file: Any, name: str, firm: Firm) -> intake.Outcome:
    actor = system_actor("ledes-intake")
    return intake.receive_upload(file, name=name, firm=firm, actor=actor, auto_submit=True)


def _wait(submissions: list[Submission]) -> list[Submission]:
    """Do the work here, or wait for the worker that took it."""
    ids = [each.pk for each in submissions]
    jobs.run_pending()
    while Submission.objects.filter(pk__in=ids, state__in=BUSY_STATES).exists():
        time.sleep(_PAUSE)
        jobs.run_pending()
    return list(Submission.objects.filter(pk__in=ids).order_by("pk"))


def _print(
    submissions: list[Submission], refused: list[RefusedUpload], out: TextIO, *, as_json: bool
) -> None:
    told = [_as_data(each) for each in submissions] + [_not_taken(each) for each in refused]
    if as_json:
        out.write(json.dumps(told, indent=2))
        return
    for each in told:
        out.write(f"{each['file']}: {each['state']}{': ' + each['failure'] if each['failure'] else ''}")
        for invoice in each["invoices"]:
            out.write(f"  invoice {invoice['number']}  {invoice['state']}")
        for problem in each["problems"]:
            out.write(
                f"  {problem['severity']} {problem['code']} line {problem['line']}: {problem['message']}"
            )


def _as_data(submission: Submission) -> dict[str, Any]:
    columns = ("code", "severity", "line", "field", "value", "message", "mend")
    invoices = submission.invoices.order_by("pk").values("pk", "number", "state", "currency", "billed_total")
    return {
        "file": submission.file_name,
        "format": submission.format or None,
        "state": submission.state,
        "failure": submission.failure,
        "invoices": [
            {
                "id": row["pk"],
                "number": row["number"],
                "state": row["state"],
                "currency": row["currency"],
                "total": str(row["billed_total"]),
            }
            for row in invoices
        ],
        "problems": list(submission.problems.order_by("position").values(*columns)),
    }


def _not_taken(refusal: RefusedUpload) -> dict[str, Any]:
    return {
        "file": refusal.file_name,
        "format": None,
        "state": "not taken in",
        "failure": refusal.message,
        "invoices": [],
        "problems": [],
    }
