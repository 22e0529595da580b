"""`run` as a person meets it: it comes up healthy, stops on Ctrl-C, and leaves nothing when it is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from legalops.stack.entry_points import COMMANDS
from legalops.stack.health_probe import healthy
from legalops.stack.paths import ROOT
from legalops.stack.run import Supervisor
from legalops.stack.services import ADDRESSES
from tests.stack.processes import descendants, left_after, parent_of

READY_SECONDS = 180
# Postgres, Valkey, two web workers below gunicorn, the worker's pool of two below Celery, and beat.
FEWEST_PROCESSES = 9


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def product(stack_names, tmp_path):
    """Start the product on a database of its own; whatever happens, it is gone afterwards."""
    name, port = stack_names("run"), free_port()
    kept = {key: value for key, value in os.environ.items() if key not in ADDRESSES}
    environment = {
        **kept,
        "LO_STACK": name,
        "PORT": str(port),
        "LO_DEMO": "off",
        "DJANGO_SETTINGS_MODULE": "legalops.settings.dev",
    }
    started = []

    def start() -> tuple[subprocess.Popen, int]:
        log = (tmp_path / f"run-{len(started)}.log").open("w+")
        command = [sys.executable, "-m", "legalops.stack", "run"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        started.append((process, log))
        deadline = time.monotonic() + READY_SECONDS
        while not healthy(str(port)) or "is ready at" not in (tmp_path / log.name).read_text():
            assert process.poll() is None, (tmp_path / log.name).read_text()[-3000:]
            assert time.monotonic() < deadline, (tmp_path / log.name).read_text()[-3000:]
            time.sleep(0.2)
        return process, port

    yield start
    for process, log in started:
        if process.poll() is None:
            process.kill()
        process.wait()
        log.close()


def worker_of(supervisor: int, other_than: frozenset[int] | set[int] = frozenset()) -> int:
    """The Celery main process right below the supervisor, waited for."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        for pid in descendants(supervisor) - other_than:
            words = command_of(pid)
            if parent_of(pid) == supervisor and "celery" in words and "worker" in words:
                return pid
        time.sleep(0.1)
    raise AssertionError("No worker was started.")


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except FileNotFoundError:
        return ""


def test_a_process_that_keeps_ending_stops_everything(stack_names, monkeypatch, capsys):
    supervisor = Supervisor(stack_names("revive"))
    monkeypatch.setitem(COMMANDS, "beat", lambda: ["false"])
    supervisor.children["beat"] = supervisor.child(["false"], signal.SIGKILL)
    assert supervisor.wait() == 1
    said = capsys.readouterr().out
    assert said.count("starting it anew") == 5
    assert "beat keeps ending by itself" in said


@pytest.mark.queue
@pytest.mark.timeout(500)
def test_starts_stops_and_leaves_nothing_when_killed(product):
    process, port = product()
    family = descendants(process.pid)
    assert len(family) >= FEWEST_PROCESSES
    os.kill(worker_of(process.pid), signal.SIGKILL)
    assert worker_of(process.pid, other_than=family)
    family |= descendants(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert left_after(family, 5) == set()
    assert not healthy(str(port))

    process, port = product()
    family = descendants(process.pid)
    process.kill()
    process.wait()
    assert left_after(family, 20) == set()


def test_a_taken_port_is_refused_before_anything_starts(stack_names):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = {**os.environ, "PORT": str(taken.getsockname()[1]), "LO_STACK": stack_names("port")}
        command = [sys.executable, "-m", "legalops.stack", "run"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "in use" in done.stderr
