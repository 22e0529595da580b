"""Verbs of conflict checks."""

from .deciding import clear_check, decide_hit
from .indexing import rebuild_names, refresh_names
from .running import check_matter, check_request, run_check
from .waivers import answer_waiver, request_waiver

__all__ = [
    "answer_waiver",
    "check_matter",
    "check_request",
    "clear_check",
    "decide_hit",
    "rebuild_names",
    "refresh_names",
    "request_waiver",
    "run_check",
]
