"""Real Celery processes, started and ended by one test."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = [sys.executable, "-m", "celery", "-A", "tests.jobs.worker_app"]
WORKER = ["worker", "--concurrency", "2", "--loglevel", "info", "--without-gossip", "--without-mingle"]
BEAT = ["beat", "--pidfile", "", "--scheduler", "django_celery_beat.schedulers:DatabaseScheduler"]


class CeleryProcess:
    """A worker with its pool, or a beat, in a process group of its own."""

    def __init__(self, arguments: list[str], folder: Path, name: str) -> None:
        self.log = folder / f"{name}.log"
        if "worker" in arguments:
            arguments = [*arguments, "--hostname", f"{name}@test"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*APP, *arguments], cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )

    def wait_ready(self) -> None:
        """Until the worker takes messages."""
        wait_for(self._is_ready, 40, "the worker did not start")

    def _is_ready(self) -> bool:
        log = self.log.read_text()
        assert self.process.poll() is None, log[-3000:]
        return " ready." in log

    def kill_all(self) -> None:
        """kill -9 of the worker and its pool."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        """End the group, gently first."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(8)
            except subprocess.TimeoutExpired:
                self.kill_all()


def wait_for(condition: Callable[[], object], seconds: float, otherwise: str = "waited in vain") -> float:
    """Seconds until the condition held; fails when it does not in time."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, otherwise
        time.sleep(0.05)
    return time.monotonic() - began
