"""Limits of what firms may send, and how long a review may take."""

import environ

env = environ.Env()
MIB = 1024 * 1024

# One LEDES file; a million lines are about 330 MiB.
INTAKE_MAX_FILE_BYTES = env.int("INTAKE_MAX_FILE_BYTES", default=400 * MIB)
INTAKE_MAX_ZIP_FILES = env.int("INTAKE_MAX_ZIP_FILES", default=1_000)
INTAKE_MAX_ZIP_BYTES = env.int("INTAKE_MAX_ZIP_BYTES", default=400 * MIB)
# Problems kept of one file; the rest is counted.
INTAKE_MAX_PROBLEMS = env.int("INTAKE_MAX_PROBLEMS", default=5_000)
# Files above this many lines are checked without a preview of the review rules, which run after submission.
INTAKE_PREVIEW_LINES = env.int("INTAKE_PREVIEW_LINES", default=50_000)
# Days from receipt until a review is due.
INVOICE_REVIEW_DAYS = env.int("INVOICE_REVIEW_DAYS", default=14)
