"""Which addresses may be asked, and how an address is shown without its secrets.

The guard stands at the connection: whatever a name, a decimal number or a redirect looks like, what counts
is the numeric address that a connection would go to. Networks are those of the IANA special-purpose address
registries for IPv4 and IPv6 (RFC 6890 and its updates), read 2026-11.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import unquote_plus

import httpx2

from mainstem.errors import AddressRefused

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NOT_PUBLIC_4 = tuple(
    (IPv4Network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-private"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),  # with the metadata service of clouds, 169.254.169.254
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_NOT_PUBLIC_6 = tuple(
    (IPv6Network(network), kind)
    for network, kind in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("64:ff9b:1::/48", "private"),  # local-use NAT64
        ("2001::/23", "reserved"),  # protocol assignments, with Teredo
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")  # the only block that IANA hands out for the public
_NAT64 = IPv6Network("64:ff9b::/96")  # the whole IPv4 internet as an IPv6-only network sees it (RFC 6052)

# Names of query fields that hold secrets; "feed" and "user" are Reddit's personal feeds.
_SECRET = re.compile(
    r"token|secret|passw|pwd|signature|credential|session|jwt|api_?key"
    r"|(^|[-_.])(auth|authorization|key|sig|feed|user|code|hash|hmac)($|[-_.])",
    re.IGNORECASE,
)


def kind_of(address: Address) -> str | None:
    """What makes an address not public ("loopback", "private", ...); None for a public one.

    An address of the well-known NAT64 block is what the IPv4 address inside it is.
    """
    if isinstance(address, IPv4Address):
        return next((kind for network, kind in _NOT_PUBLIC_4 if address in network), None)
    if address in _NAT64:
        return kind_of(IPv4Address(int(address) & 0xFFFFFFFF))
    kind = next((kind for network, kind in _NOT_PUBLIC_6 if address in network), None)
    return kind or (None if address in _GLOBAL_6 else "reserved")


def literal(host: str) -> Address | None:
    """The address that ``host`` spells, also as C reads it (2130706433, 0x7f.1); None for a name."""
    try:
        return ip_address(host.rstrip("."))
    except ValueError:
        pass
    if not re.fullmatch(r"[0-9a-fx.]+", host, re.IGNORECASE):
        return None
    try:
        return IPv4Address(socket.inet_aton(host.rstrip(".")))
    except OSError:
        return None


def is_loopback(host: str) -> bool:
    """Whether ``host`` names this machine itself."""
    name = host.rstrip(".").lower()
    address = literal(name)
    return name == "localhost" or name.endswith(".localhost") or (address is not None and address.is_loopback)


class Guard:
    """Refuses what is not public, unless it was allowed by name, address or network."""

    def __init__(self, allow_hosts: Iterable[str] = ()) -> None:
        self._names: set[str] = set()
        self._networks: list[Network] = []
        for told in allow_hosts:
            try:
                self._networks.append(ip_network(told.strip().strip("[]"), strict=False))
            except ValueError:
                self._names.add(told.strip().rstrip(".").lower())

    def check(self, host: str, addresses: Sequence[str]) -> None:
        """Raises AddressRefused unless a connection may go to every one of ``host``'s ``addresses``."""
        if host.rstrip(".").lower() in self._names:
            return
        for text in addresses:
            address = ip_address(text)
            kind = kind_of(address)
            if kind and not any(address in network for network in self._networks):
                told = f"is {_a(kind)} address" if text == host else f"leads to {text}, {_a(kind)} address"
                raise AddressRefused(host, told)

    def check_unresolved(self, host: str) -> None:
        """The same for a name that a proxy will look up: what can be told from its spelling alone."""
        address = literal(host)
        if address is None and is_loopback(host):
            address = IPv4Address("127.0.0.1")
        if address is not None:
            self.check(host, [str(address)])


def parse(address: str) -> httpx2.URL:
    """``address`` as a URL without its fragment; raises AddressRefused where it is no plain web address."""
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL as error:
        raise _refused(address, "is not a web address") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise _refused(address, "is not an http or https address")
    if url.userinfo:
        raise _refused(address, "carries a user name or password, which logs and redirects would give away")
    if url.port is not None and not 0 < url.port < 65536:
        raise _refused(address, f"has no such port as {url.port}")
    return url.copy_with(fragment=None) if url.fragment else url


def shown(address: str) -> str:
    """``address`` for messages and logs: no user name, password or fragment, secrets of the query masked."""
    rest, _, _ = address.partition("#")
    rest, mark, query = rest.partition("?")
    scheme, slashes, rest = rest.partition("://") if "://" in rest else ("", "", rest)
    host, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{host.rpartition('@')[2]}{slash}{path}{mark}{_masked(query)}"


def _masked(query: str) -> str:
    fields = (field.partition("=") for field in query.split("&"))
    return "&".join(
        f"{name}=***" if value and _SECRET.search(unquote_plus(name)) else f"{name}{equals}{value}"
        for name, equals, value in fields
    )


def _refused(address: str, what: str) -> AddressRefused:
    return AddressRefused(shown(address), what, "Correct the address of the source")


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiouI' else 'a'} {kind}"
