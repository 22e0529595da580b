"""What the environment gives instead of the embedded servers, and the port: looked at before all else."""

import socket
import subprocess
import sys

import pytest

from legalops.stack.errors import StackError
from legalops.stack.given import GIVEN, refuse_unreachable
from legalops.stack.paths import ROOT
from legalops.stack.run import Supervisor, checked_port, refuse_taken_port


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch):
    for name in (*GIVEN, "PORT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture
def silent_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("name", GIVEN)
def test_a_server_nobody_answers_at_is_named_with_the_way_out(monkeypatch, silent_port, name):
    monkeypatch.setenv(name, f"redis://user:secret@127.0.0.1:{silent_port}/0")
    with pytest.raises(StackError, match=f"{name} names .* at 127.0.0.1:{silent_port}") as refused:
        refuse_unreachable()
    assert "unset" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_what_answers_and_what_is_not_given_pass(monkeypatch, server, tmp_path):
    refuse_unreachable()
    monkeypatch.setenv("BROKER_URL", f"redis://127.0.0.1:{server}/0")
    monkeypatch.setenv("CACHE_URL", "locmem://")
    refuse_unreachable()


def test_unix_sockets_are_looked_for_too(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"postgres:///legalops?host={tmp_path}")
    with pytest.raises(StackError, match=r"\.s\.PGSQL\.5432, where nothing answers"):
        refuse_unreachable()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / ".s.PGSQL.5432"))
        listening.listen()
        refuse_unreachable()


def test_nonsense_in_an_address_is_said(monkeypatch):
    monkeypatch.setenv("BROKER_URL", "redis://127.0.0.1:port/0")
    with pytest.raises(StackError, match="BROKER_URL is not an address"):
        refuse_unreachable()


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80 80", "８０"])
def test_what_is_no_port_is_refused_in_words(text):
    with pytest.raises(StackError, match="is not a port"):
        checked_port(text)


def test_a_blank_port_is_the_usual_one(monkeypatch):
    monkeypatch.setenv("PORT", "")
    assert Supervisor("dev").port == "8000"


def test_a_port_that_comes_free_soon_is_waited_for(monkeypatch):
    listening = socket.create_server(("127.0.0.1", 0))
    port = str(listening.getsockname()[1])
    monkeypatch.setattr("legalops.stack.run.time.sleep", lambda seconds: listening.close())
    refuse_taken_port(port)


def test_the_command_says_it_without_a_stack_trace(stack_names):
    command = [sys.executable, "-m", "legalops.stack", "run"]
    environment = {"PORT": "abc", "PATH": "", "LO_STACK": stack_names("port")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert "is not a port" in done.stderr
    assert "Traceback" not in done.stderr
    assert "stopped" not in done.stdout
