"""Which addresses may be spoken to (domain/reliability.md §2.4 SSRF; OWASP ASVS 5.0 1.3.6)."""

import ipaddress
import socket
from dataclasses import dataclass

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
# Carry an IPv4 address inside: NAT64 (RFC 6052 and 8215), 6to4 and Teredo reach what it names.
_CARRIERS = tuple(
    ipaddress.IPv6Network(text)
    for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)


class Refused(DomainError):
    """An address that the product does not speak to; the sentence says why."""

    def __init__(self, words: str) -> None:
        super().__init__("outgoing.refused", words, field="url")


@dataclass(frozen=True, slots=True)
class Target:
    """Host and port of a checked address."""

    host: str
    port: int


def check_url(url: str) -> Target:
    """The target of an address, as far as it can be judged without asking for its name.

    Raises Refused for what is no https address, carries a log-in, or names an address that is not public.
    """
    parts = _parts(url)
    # As the client writes it when it connects: names outside ASCII in their coded form.
    host = parts.raw_host.decode("ascii")
    if parts.userinfo:
        raise Refused(_("Leave the log-in out of the address."))
    if parts.scheme == "http" and _is_test_loopback(host):
        return Target(host, parts.port or 80)
    if parts.scheme != "https":
        raise Refused(_("The address has to begin with https://."))
    _check_literal(host.rstrip("."))
    return Target(host, parts.port or 443)


def _parts(url: str) -> httpx.URL:
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Refused(_("This is no address.")) from None
    if not parts.host.strip(".") or any(ord(sign) < 33 or sign == "\\" for sign in url):
        raise Refused(_("This is no address."))
    return parts


def resolve(target: Target) -> str:
    """The numeric address to connect to, asked for once. Raises Refused unless every answer is public."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(_("There is no host %s.") % target.host) from None
    answers = [str(answer[4][0]).partition("%")[0] for answer in found]
    for answer in answers:
        if not _may_connect(ipaddress.ip_address(answer), target):
            raise Refused(
                _("%s leads to an address inside a network; only public ones are used.") % target.host
            )
    return answers[0]


def is_public(ip: Ip) -> bool:
    """Whether an address belongs to the public internet, seen through every way of wrapping another in it."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(ip.ipv4_mapped)
        if ip.is_site_local or any(ip in carrier for carrier in _CARRIERS):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _may_connect(ip: Ip, target: Target) -> bool:
    return is_public(ip) or (ip.is_loopback and _is_test_loopback(target.host))


def _check_literal(host: str) -> None:
    """Refuse at once what is an address in digits: 127.0.0.1, [::1], and 2130706433, 0x7f.1, 0177.1 too."""
    ip = _literal(host)
    if ip is not None and not is_public(ip) and not _is_test_loopback(host):
        raise Refused(_("%s is an address inside a network; only public ones are used.") % host)
    if ip is None and (host == "localhost" or host.endswith((".localhost", ".local", ".internal"))):
        raise Refused(_("%s is a name inside a network; only public ones are used.") % host)


def _literal(host: str) -> Ip | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        # The system's own reading of fewer than four parts, of hexadecimal and of octal digits.
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def _is_test_loopback(host: str) -> bool:
    """Only where the settings allow it, for whoever tries webhooks out on their own machine."""
    return getattr(settings, "OUTGOING_ALLOW_LOOPBACK", False) and host in ("127.0.0.1", "localhost", "::1")
