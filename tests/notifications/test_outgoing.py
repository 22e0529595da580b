"""Requests to other systems: public addresses only, short, no redirects (reliability.md §4 test 36)."""

import socket
import time

import pytest

from legalops.notifications.outgoing import Refused, Unreachable, check_url, client, post
from tests.notifications.hook_target import HookTarget, answer, drip, flood

INSIDE = [
    "http://example.com/",
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "https://127.0.0.1:8443/x",
    "https://127.1/",
    "https://127.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://0/",
    "https://0.0.0.0/",
    "https://10.0.0.1/",
    "https://10.1/",
    "https://172.16.0.1/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://192.168.257/",
    "https://169.254.169.254/latest/meta-data/",
    "https://2852039166/",
    "https://0xa9fea9fe/",
    "https://100.64.0.1/",
    "https://192.0.0.1/",
    "https://192.0.2.1/",
    "https://198.18.0.1/",
    "https://198.51.100.1/",
    "https://203.0.113.1/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[::ffff:169.254.169.254]/",
    "https://[::127.0.0.1]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b::10.0.0.1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:7f00:1::]/",
    "https://[2001:db8::1]/",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://x.localhost/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://127.0.0.1./",
    "https://①②⑦.⓪.⓪.①/",
    "https://user:pw@example.com/",
    "https://user@example.com/",
    "https://example.com@127.0.0.1/",
    "https://127.0.0.1#@example.com/",
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "ftp://example.com/",
    "javascript:alert(1)",
    "//example.com/",
    "example.com",
    "https://",
    "https:///x",
    "https://exa mple.com/",
    "https://example.com:99999/",
]


@pytest.fixture
def target(settings):
    settings.OUTGOING_ALLOW_LOOPBACK = True
    with HookTarget() as server:
        yield server
        server.shutdown()


@pytest.fixture
def connections(monkeypatch):
    """Every connection that is attempted anywhere; none of them is made."""
    made = []

    def connect(self, address):
        made.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return made


@pytest.mark.parametrize("url", INSIDE)
def test_no_connection_to_anything_inside(url, connections):
    with pytest.raises(Refused):
        post(url, b"{}", {})
    assert connections == []


def test_backslashes_and_control_signs_are_no_address():
    for url in ("https://example.com\\@127.0.0.1/", "https://example.com/\r\nX: y", "https://exam\tple.com/"):
        with pytest.raises(Refused):
            check_url(url)


@pytest.mark.parametrize("answers", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::ffff:10.0.0.1"]])
def test_a_name_that_leads_inside_is_refused(answers, monkeypatch, connections):
    found = [(0, 0, 0, "", (each, 443)) for each in answers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **named: found)
    with pytest.raises(Refused, match="inside a network"):
        post("https://rebinding.example.com/", b"{}", {})
    assert connections == []


def test_a_name_is_asked_for_once_and_the_checked_address_is_used(monkeypatch, connections):
    asked = []

    def lookup(host, *args, **named):
        asked.append(host)
        address = "127.0.0.1" if asked.count("rebinding.example.com") > 1 else "93.184.216.34"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with pytest.raises(Unreachable):
        post("https://rebinding.example.com/", b"{}", {})
    assert [address for address, _port in connections] == ["93.184.216.34"]
    assert asked.count("rebinding.example.com") == 1


def test_redirects_are_not_followed(target):
    target.behave = answer(302, location=target.url.replace("/hook", "/elsewhere"))
    assert post(target.url, b"{}", {}).code == 302
    assert len(target.requests) == 1


def test_a_dripping_target_is_left_when_the_time_is_up(target, monkeypatch):
    monkeypatch.setattr(client, "TOTAL_SECONDS", 1.0)
    target.behave = drip
    began = time.monotonic()
    with pytest.raises(Unreachable, match="did not answer"):
        post(target.url, b"{}", {})
    assert time.monotonic() - began < 8


def test_an_endless_answer_is_cut(target):
    target.behave = flood
    assert post(target.url, b"{}", {}).code == 200
    assert target.flooded < 8 * 1024 * 1024


def test_a_dead_target(settings):
    settings.OUTGOING_ALLOW_LOOPBACK = True
    with pytest.raises(Unreachable, match="could not be reached"):
        post("http://127.0.0.1:9/", b"{}", {})
