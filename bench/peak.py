"""The child of the memory part: python -m bench.peak LINES prints the peak of one ingest in MiB."""

import sys

from bench import ingest, measuring


def main(lines: int) -> None:
    """Check and import one file and print the peak in MiB; the making of the file does not count."""
    import django

    django.setup()
    from django.db import transaction

    from billing.services.checking import check_submission
    from billing.services.importing import import_submission

    with transaction.atomic():
        submission = ingest._submission(lines, "bench-firm", "B")
        measuring.reset_peak()
        check_submission(submission.pk)
        import_submission(submission.pk)
        submission.refresh_from_db()
        assert submission.state == "imported", submission.state
        transaction.set_rollback(True)
    print(measuring.peak_mib())


if __name__ == "__main__":
    main(int(sys.argv[1]))
