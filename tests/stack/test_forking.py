"""Web and worker processes are forked from one that has imported the product; polars must survive that.

A process that has computed with polars before it forks leaves its child with locks that no thread will
ever release.
"""

import subprocess
import sys

from legalops.stack.paths import ROOT

IMPORT_FORK_COMPUTE = """
import os, signal
import legalops.wsgi
import polars as pl

child = os.fork()
if child == 0:
    signal.alarm(30)
    frame = pl.DataFrame({"a": list(range(100_000))})
    groups = frame.lazy().group_by(pl.col("a") % 7).agg(pl.len()).collect().height
    os._exit(groups)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_forked_process_can_compute():
    command = [sys.executable, "-c", IMPORT_FORK_COMPUTE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.stdout.strip() == "7", done.stderr[-2000:]
