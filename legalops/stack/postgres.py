"""An embedded PostgreSQL server on a unix socket, with its data in the checkout's .local folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from legalops.stack.errors import StackError
from legalops.stack.postgres_binaries import find_binaries, major_version, reachable_binaries
from legalops.stack.processes import Account, make_folder, start_server, stop

DATABASE = "legalops"
OWNER = "legalops"
SOCKET_FOLDER = "pg"
START_LIMIT_SECONDS = 90
PREDECESSOR_LIMIT_SECONDS = 20

DURABLE = {
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "log_min_duration_statement": "500ms",
    "timezone": "UTC",
    "listen_addresses": "",
}
# A test run may lose its data, so nothing waits for the disk.
EPHEMERAL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "log_min_duration_statement": "-1",
}


def postgres_url(sockets: Path) -> str:
    """Address of the product's database, as libpq and django-environ read it."""
    return f"postgres:///{DATABASE}?host={sockets / SOCKET_FOLDER}&user={OWNER}"


class PostgresServer:
    """One cluster: ``start()``, ``query()``, ``stop()``. Data in ``state/pg``, socket in ``sockets/pg``."""

    def __init__(self, state: Path, sockets: Path, *, ephemeral: bool = False) -> None:
        self.account = Account.for_servers()
        self.ephemeral = ephemeral
        self.state, self.data, self.socket = state, state / "pg", sockets / SOCKET_FOLDER
        self.settings = {
            **DURABLE,
            **(EPHEMERAL if ephemeral else {}),
            "unix_socket_directories": str(self.socket),
        }
        self.binaries = find_binaries()
        if self.account:
            self.binaries = reachable_binaries(self.binaries)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """Where the server writes."""
        return self.state / "postgres.log"

    def start(self) -> None:
        """Make the cluster where there is none, start the server, make the database.

        Raises StackError with the end of the server's log when it does not come up.
        """
        make_folder(self.socket, 0o700, self.account)
        if self.ephemeral and self._kept_major() not in {None, major_version(self.binaries)}:
            shutil.rmtree(self.data)
        if self._kept_major() is None:
            self._create_cluster()
        self._refuse_other_major()
        self._await_predecessor()
        self.process = start_server(
            [self.binaries / "postgres", "-D", self.data, *self._options()],
            log=self.log,
            stop_signal=signal.SIGINT,
            env=self._environment(),
            account=self.account,
        )
        self._wait()
        if self.query(f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'") != "1":
            self.query(f"CREATE DATABASE {DATABASE}")

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, the data stays."""
        if self.process:
            stop(self.process, signal.SIGINT)
            self.process = None

    def query(self, sql: str, database: str = "postgres") -> str:
        """Run one statement by psql and give its bare output. For set-up only, never with foreign input."""
        command = [self.binaries / "psql", "-X", "-h", self.socket, "-U", OWNER, "-d", database, "-Atqc", sql]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        if done.returncode:
            raise StackError(f"psql failed on {sql!r}: {done.stderr.strip()}")
        return done.stdout.strip()

    def _create_cluster(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        make_folder(self.data, 0o700, self.account)
        # Built-in C.UTF-8 sorts the same on every system, so indexes survive a move; no wheel has ICU.
        modern = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        locale = modern if major_version(self.binaries) >= 17 else ["--locale=C.UTF-8"]
        options = ["-U", OWNER, "-A", "trust", "-E", "UTF8", *locale, "--no-sync", "-k"]
        done = subprocess.run(
            [str(self.binaries / "initdb"), "-D", str(self.data), *options],
            capture_output=True,
            text=True,
            env=self._environment(),
            **(self.account.popen_arguments() if self.account else {}),
        )
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise StackError(f"initdb failed in {self.data}: {(done.stdout + done.stderr)[-1500:]}")

    def _kept_major(self) -> int | None:
        """Major version that made the cluster, None where there is none."""
        mark = self.data / "PG_VERSION"
        return int(mark.read_text()) if mark.exists() else None

    def _refuse_other_major(self) -> None:
        kept, found = self._kept_major(), major_version(self.binaries)
        if kept != found:
            raise StackError(
                f"{self.data} was made by PostgreSQL {kept}, the programs are {found}. "
                "Set LO_PG_BIN to the old programs, or LO_STACK to another name, or make reset to start anew."
            )

    def _await_predecessor(self) -> None:
        """Let the server of a supervisor that was killed a moment ago finish its shutdown."""
        pid_file = self.data / "postmaster.pid"
        deadline = time.monotonic() + PREDECESSOR_LIMIT_SECONDS
        while pid_file.exists() and self._ready():
            if time.monotonic() > deadline:
                raise StackError(f"Another PostgreSQL server is using {self.data}: stop it first.")
            time.sleep(0.05)

    def _options(self) -> list[str]:
        return [part for key, value in self.settings.items() for part in ("-c", f"{key}={value}")]

    def _environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return {**kept, "LC_ALL": "C.UTF-8"}

    def _wait(self) -> None:
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while not self._ready():
            if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                tail = self.log.read_text(errors="replace")[-2000:]
                raise StackError(f"PostgreSQL did not start. End of {self.log}:\n{tail}")
            time.sleep(0.02)

    def _ready(self) -> bool:
        command = [str(self.binaries / "pg_isready"), "-q", "-h", str(self.socket)]
        return subprocess.run(command, capture_output=True).returncode == 0
