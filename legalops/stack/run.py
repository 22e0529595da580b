"""`run`: the whole product on one machine, stopped in order by Ctrl-C, gone when the supervisor goes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from legalops.stack.entry_points import COMMANDS
from legalops.stack.errors import StackError
from legalops.stack.given import refuse_unreachable
from legalops.stack.health_probe import healthy
from legalops.stack.paths import ROOT, stack_name
from legalops.stack.processes import STOP_SIGNALS, dying_with_parent, finish
from legalops.stack.report import say
from legalops.stack.services import Services

HEALTH_LIMIT_SECONDS = 170
GRACE_SECONDS = 25
PORT_PATIENCE_SECONDS = 4
MOST_REVIVALS_A_MINUTE = 5


# What each process gets when the supervisor is killed. Jobs are safe to kill at any moment; gunicorn takes
# its workers along on SIGQUIT.
DEATH_SIGNALS = {"web": signal.SIGQUIT, "worker": signal.SIGKILL, "beat": signal.SIGKILL}
ROOT_ADVICE = "ignore:You're running the worker with superuser privileges"


class Stopped(Exception):
    """Someone asked the supervisor to stop while it was still starting."""


class Supervisor:
    """Servers, migrations, first demo data, then web, worker and beat until a signal comes."""

    def __init__(self, name: str) -> None:
        self.services = Services(name)
        self.port = checked_port(os.environ.get("PORT") or "8000")
        self.environment = dict(os.environ)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.ends: dict[str, list[float]] = {}

    @property
    def logins_file(self) -> Path:
        """Where the demo log-ins wait until the product is up."""
        return self.services.state / "logins.txt"

    @property
    def way_out(self) -> str:
        """What a person can do about a database that could not be made ready."""
        if os.environ.get("DATABASE_URL"):
            return "It is the database that DATABASE_URL names."
        return "To start anew with an empty one: make reset."

    def run(self) -> int:
        """Start all, wait, stop all. Exit code 0 after a signal, 1 when a process of ours keeps ending."""
        # Blocked here and asked for below: a handler could interrupt the start half way.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        try:
            self.start()
            return self.wait()
        except Stopped:
            return 0
        finally:
            self.stop()

    def start(self) -> None:
        """Everything up and /health green. Raises StackError when a step fails, Stopped on a signal."""
        refuse_taken_port(self.port)
        refuse_unreachable()
        self.environment.update(self.services.start(), PYTHONUNBUFFERED="1")
        self.environment.setdefault("DJANGO_SETTINGS_MODULE", "legalops.settings.dev")
        if os.getuid() == 0:
            # In a container or a clean room there is only root; Celery's advice would hide our own lines.
            self.environment.setdefault("PYTHONWARNINGS", ROOT_ADVICE)
        timings = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.services.timings.items())
        say(f"servers up ({timings or 'given by the environment'})")
        self.ready_database()
        say("database ready")
        for name in ("web", "worker", "beat"):
            self.children[name] = self.child(COMMANDS[name](), DEATH_SIGNALS[name])
        self.await_health()
        self.announce()

    def ready_database(self) -> None:
        """Migrate and load first data. Raises StackError when that fails; its own message stands above."""
        command = [sys.executable, "-m", "legalops.stack.database_ready", str(self.logins_file)]
        process = self.children["database"] = self.child(command, signal.SIGKILL)
        while process.poll() is None:
            check_for_stop(0.05)
        del self.children["database"]
        if process.returncode:
            raise StackError(f"Preparing the database failed; the message stands above. {self.way_out}")

    def await_health(self) -> None:
        """Wait for GET /health to answer 200. Raises StackError when it does not in time."""
        deadline = time.monotonic() + HEALTH_LIMIT_SECONDS
        while not healthy(self.port):
            check_for_stop(0.1)
            if self.children["web"].poll() is not None or time.monotonic() > deadline:
                raise StackError(f"The web server did not become healthy on port {self.port}; see above.")

    def announce(self) -> None:
        """Print the address and the demo log-ins."""
        say(f"LegalOps is ready at http://127.0.0.1:{self.port}/")
        if self.logins_file.exists():
            print(self.logins_file.read_text(encoding="utf-8"))
        print("Ctrl-C stops everything; the data stays.", flush=True)

    def wait(self) -> int:
        """Until a process of ours keeps ending by itself. Raises Stopped on a signal.

        One that ends, killed for memory perhaps, is started anew: jobs are safe to kill at any moment.
        """
        while True:
            check_for_stop(1)
            for name, process in list(self.children.items()):
                if process.poll() is not None and not self.revive(name, process.returncode):
                    return 1

    def revive(self, name: str, code: int) -> bool:
        """Start a process anew, unless it has ended too often within a minute."""
        now = time.monotonic()
        recent = [moment for moment in self.ends.get(name, []) if now - moment < 60]
        self.ends[name] = [*recent, now]
        if len(recent) >= MOST_REVIVALS_A_MINUTE:
            say(f"{name} keeps ending by itself, last with code {code}: stopping everything")
            return False
        say(f"{name} ended by itself with code {code}: starting it anew")
        self.children[name] = self.child(COMMANDS[name](), DEATH_SIGNALS[name])
        return True

    def stop(self) -> None:
        """Ask all processes of ours to finish, web first so that nothing new comes in; then the servers."""
        begun = bool(self.children or self.services.timings)
        for process in self.children.values():
            process.terminate()
        while self.children:
            finish(self.children.popitem()[1], GRACE_SECONDS)
        self.services.stop()
        if begun:
            say("stopped")

    def child(self, command: list[str], death_signal: signal.Signals) -> subprocess.Popen[bytes]:
        """Start a process that dies with the supervisor and is out of reach of the terminal's Ctrl-C."""
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dying_with_parent(death_signal),
        )


def check_for_stop(seconds: float) -> None:
    """Wait that long for a stop signal. Raises Stopped when one has come."""
    if signal.sigtimedwait(STOP_SIGNALS, seconds):
        raise Stopped


def checked_port(text: str) -> str:
    """The port as given. Raises StackError for what is none."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise StackError(f"PORT={text!r} is not a port. Choose a number from 1 to 65535: PORT=8001 make run.")
    return text


def refuse_taken_port(port: str) -> None:
    """Raise StackError when something listens on the port already: its /health would pass for ours.

    What a killed supervisor left behind is given a few seconds to finish.
    """
    deadline = time.monotonic() + PORT_PATIENCE_SECONDS
    while listens(port):
        if time.monotonic() > deadline:
            raise StackError(
                f"Port {port} is in use. Stop what listens there, or choose another: PORT=8001 make run."
            )
        time.sleep(0.2)


def listens(port: str) -> bool:
    """Whether something takes connections on the port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


def run(arguments: list[str]) -> int:
    """The verb ``run``; takes no arguments."""
    if arguments:
        raise StackError(f"run takes no arguments, got {' '.join(arguments)}.")
    return Supervisor(stack_name("dev")).run()
