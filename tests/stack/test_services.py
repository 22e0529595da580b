"""Embedded servers start, answer, stop and stay apart; given addresses replace them."""

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap

import environ
import psycopg2
import pytest

from legalops.stack.errors import StackError
from legalops.stack.paths import ROOT, stack_name
from legalops.stack.services import ADDRESSES, Services
from tests.stack.processes import left_after


@pytest.fixture
def started(no_addresses, stack_names):
    """Start stacks and stop them all at the end."""
    running = []

    def start(suffix: str) -> tuple[Services, dict[str, str]]:
        services = Services(stack_names(suffix), ephemeral=True)
        running.append(services)
        return services, services.start()

    yield start
    for services in running:
        services.stop()


def ask_valkey(services: Services) -> bytes:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(services.sockets / "valkey.sock"))
        connection.sendall(b"PING\r\n")
        return connection.recv(16)


def one_value(url: str, sql: str) -> object:
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_mail_is_kept_with_the_stack_and_not_below_wherever_it_was_started(no_addresses, stack_names):
    services = Services(stack_names("mail"), ephemeral=True)
    read = environ.Env.email_url_config(services.addresses()["EMAIL_URL"])
    assert read["EMAIL_FILE_PATH"] == str(services.state / "mail")


def test_servers_answer_and_keep_their_data(started):
    services, addresses = started("a")
    assert set(addresses) == set(ADDRESSES)
    assert ask_valkey(services).startswith(b"+PONG")
    services.postgres.query("CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)", "legalops")
    services.stop()
    again, addresses = started("a")
    assert one_value(addresses["DATABASE_URL"], "SELECT id FROM kept") == 7
    assert again.postgres.query("SHOW listen_addresses") == ""


def test_two_stacks_do_not_see_each_other(started):
    first, first_addresses = started("b")
    second, second_addresses = started("c")
    assert not set(first_addresses.values()) & set(second_addresses.values())
    first.postgres.query("CREATE TABLE mine (id int)", "legalops")
    assert one_value(second_addresses["DATABASE_URL"], "SELECT to_regclass('mine')") is None
    first.stop()
    assert ask_valkey(second).startswith(b"+PONG")


def test_a_name_in_use_is_refused(started):
    services, _ = started("d")
    with pytest.raises(StackError, match="running already"):
        Services(services.name, ephemeral=True).start()


def test_sorting_does_not_depend_on_the_system(started):
    _, addresses = started("e")
    assert one_value(addresses["DATABASE_URL"], "SELECT upper('é')") == "É"
    provider = "SELECT datlocprovider::text FROM pg_database WHERE datname = current_database()"
    if one_value(addresses["DATABASE_URL"], "SHOW server_version_num") >= "170000":
        assert one_value(addresses["DATABASE_URL"], provider) == "b"


def test_given_addresses_start_nothing(monkeypatch, stack_names):
    given = {name: f"given://{name}" for name in ADDRESSES}
    for name, address in given.items():
        monkeypatch.setenv(name, address)
    services = Services(stack_names("f"))
    try:
        assert services.start() == given
        assert services.postgres is None
        assert services.valkey is None
    finally:
        services.stop()


def test_one_given_address_leaves_the_rest_embedded(no_addresses, monkeypatch, stack_names):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/legalops")
    services = Services(stack_names("g"), ephemeral=True)
    try:
        addresses = services.start()
        assert addresses["DATABASE_URL"] == "postgres://elsewhere/legalops"
        assert services.postgres is None
        assert ask_valkey(services).startswith(b"+PONG")
    finally:
        services.stop()


def test_kill_of_the_supervisor_leaves_nothing(no_addresses, stack_names):
    holder = textwrap.dedent("""
        import json, sys, time
        from legalops.stack.services import ADDRESSES, Services
        services = Services(sys.argv[1], ephemeral=True)
        services.start()
        print(json.dumps([services.postgres.process.pid, services.valkey.process.pid]), flush=True)
        time.sleep(100)
    """)
    command = [sys.executable, "-c", holder, stack_names("h")]
    environment = {key: value for key, value in os.environ.items() if key not in ADDRESSES}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as supervisor:
        servers = set(json.loads(supervisor.stdout.readline()))
        supervisor.send_signal(signal.SIGKILL)
    assert left_after(servers, 20) == set()


def test_servers_never_run_as_root(started):
    services, _ = started("i")
    owner = os.stat(f"/proc/{services.postgres.process.pid}").st_uid
    assert owner != 0


@pytest.mark.parametrize("name", ["../up", "Has Space", "x" * 40, "-x"])
def test_a_name_that_is_no_folder_is_refused(monkeypatch, name):
    monkeypatch.setenv("LO_STACK", name)
    with pytest.raises(StackError, match="LO_STACK"):
        stack_name()
