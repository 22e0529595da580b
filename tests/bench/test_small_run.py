"""The whole bench at its small size, from the command to the table."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

# Minutes long: with the other long ones in make soak.
pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]

PARTS = {
    "ingest",
    "memory",
    "rules",
    "check",
    "render",
    "dashboard",
    "visibility",
    "lists",
    "invoice",
    "imports",
    "search",
    "plan",
}


@pytest.mark.timeout(600)
def test_every_part_prints_its_rows():
    connection.close()  # a database is copied only while nobody is connected to it
    environment = os.environ | {"BENCH_SCALE": "small", "DJANGO_SETTINGS_MODULE": "legalops.settings.dev"}
    command = [sys.executable, "-m", "bench", "--json"]
    done = subprocess.run(command, env=environment, cwd=settings.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    rows = json.loads(done.stdout)
    assert {row["part"] for row in rows} == PARTS
    assert all(row["value"] > 0 for row in rows)
    assert all(row["verdict"] in ("ok", "MISS") for row in rows if row["target"])
