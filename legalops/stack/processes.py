"""Child processes that never outlive their supervisor, under an unprivileged account where they must."""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legalops.stack.errors import StackError

PR_SET_PDEATHSIG = 1
STOP_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


@dataclass(frozen=True)
class Account:
    """The unprivileged account that a server runs under when we are root."""

    uid: int
    gid: int

    @classmethod
    def for_servers(cls) -> Account | None:
        """None for an ordinary user; for root the account ``LO_PG_USER``, default nobody.

        PostgreSQL refuses to run as uid 0.
        """
        if os.getuid() != 0:
            return None
        entry = pwd.getpwnam(os.environ.get("LO_PG_USER", "nobody"))
        return cls(entry.pw_uid, entry.pw_gid)

    def popen_arguments(self) -> dict[str, Any]:
        """Arguments for subprocess: the working folder is one the account can always enter."""
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "cwd": "/"}


def dying_with_parent(stop_signal: signal.Signals) -> Callable[[], None]:
    """A preexec function: the kernel sends ``stop_signal`` when the parent goes, however it went.

    Signals blocked in the parent are unblocked in the child. Systems without prctl keep only the unblocking.
    """
    parent = os.getpid()
    libc = ctypes.CDLL(None) if sys.platform.startswith("linux") else None

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, int(stop_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return prepare


def start_server(
    command: Sequence[str | Path],
    *,
    log: Path,
    stop_signal: signal.Signals,
    env: dict[str, str] | None = None,
    account: Account | None = None,
) -> subprocess.Popen[bytes]:
    """Start a server of ours in its own session, writing to ``log``, dying with this process."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=env,
            preexec_fn=dying_with_parent(stop_signal),
            **(account.popen_arguments() if account else {}),
        )


def stop(process: subprocess.Popen[bytes], stop_signal: signal.Signals, patience: float = 20) -> None:
    """Ask a child to stop and wait ``patience`` seconds; then kill it."""
    if process.poll() is None:
        process.send_signal(stop_signal)
    finish(process, patience)


def finish(process: subprocess.Popen[bytes], patience: float) -> None:
    """Wait for a child that was asked to stop; kill it when its time is over."""
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def others_can_reach(path: Path) -> bool:
    """Whether any account may walk down to ``path``; false below a folder such as /root."""
    resolved = path.resolve()
    return all(part.stat().st_mode & 0o001 for part in [resolved, *resolved.parents])


def make_folder(path: Path, mode: int, account: Account | None = None) -> Path:
    """Make a folder with exactly this mode, owned by ``account`` when given.

    Raises StackError when someone else made it first: names below the shared temporary folder can be guessed.
    """
    path.mkdir(parents=True, exist_ok=True)
    if path.stat().st_uid not in {os.getuid(), account.uid if account else os.getuid()}:
        raise StackError(f"{path} belongs to another user of this machine: remove it or set TMPDIR.")
    path.chmod(mode)
    if account:
        os.chown(path, account.uid, account.gid)
    return path
