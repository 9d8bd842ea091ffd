"""The connections: one pool for hosts that are asked directly, and one for each proxy of the environment."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from ipaddress import ip_network
from urllib.request import getproxies

import httpcore2
import httpx2

from mainstem.errors import SettingsError
from mainstem.net.address import Guard, is_loopback, literal
from mainstem.net.backend import GuardedBackend, Resolve
from mainstem.net.manners import Manners

KEEP_S = 30.0  # an idle connection is kept: pages of one source follow each other within seconds
MAX_KEPT = 8  # most hosts are asked once a run, and httpcore2 looks at every idle connection twice a request


class Pools:
    """Hands out the pool that leads to an address.

    ``proxies`` maps "http", "https", "all" and "no" to what HTTP_PROXY and its sisters say (default: the
    environment's). A proxy's own address is the user's choice and is not guarded. Behind a proxy names are
    looked up by the proxy, so there the guard checks what the address spells, and the proxy answers for
    the rest. Loopback is never asked through a proxy: the proxy's machine is not this one.
    """

    def __init__(
        self,
        manners: Manners,
        guard: Guard,
        resolve: Resolve,
        proxies: Mapping[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._guard = guard
        self._n_open = manners.n_open
        self._tls = tls or httpx2.create_ssl_context()
        self._proxies = getproxies() if proxies is None else proxies
        self._direct = self._new(backend=GuardedBackend(guard, resolve))
        self._by_scheme = {scheme: self._proxied(scheme) for scheme in ("http", "https")}

    def pool(self, url: httpx2.URL) -> httpcore2.AsyncConnectionPool:
        """The pool for ``url``; raises AddressRefused for what a proxy must not be asked."""
        proxied = self._by_scheme[url.scheme]
        if proxied is None or is_loopback(url.host) or bypassed(url.host, self._proxies.get("no", "")):
            return self._direct
        self._guard.check_unresolved(url.host)
        return proxied

    async def close(self) -> None:
        """Closes every connection."""
        for pool in (self._direct, *self._by_scheme.values()):
            if pool is not None:
                await pool.aclose()

    def _proxied(self, scheme: str) -> httpcore2.AsyncConnectionPool | None:
        told = self._proxies.get(scheme) or self._proxies.get("all")
        if not told:
            return None
        proxy = httpx2.Proxy(told if "://" in told else f"http://{told}")
        if proxy.url.scheme not in ("http", "https"):
            raise SettingsError(
                f"{scheme.upper()}_PROXY", f"is a {proxy.url.scheme} proxy", "Give an http or https proxy"
            )
        return self._new(proxy=httpcore2.Proxy(str(proxy.url), auth=proxy.raw_auth))

    def _new(
        self,
        *,
        backend: httpcore2.AsyncNetworkBackend | None = None,
        proxy: httpcore2.Proxy | None = None,
    ) -> httpcore2.AsyncConnectionPool:
        return httpcore2.AsyncConnectionPool(
            ssl_context=self._tls,
            proxy=proxy,
            max_connections=self._n_open,
            max_keepalive_connections=MAX_KEPT,
            keepalive_expiry=KEEP_S,
            http2=True,  # agreed on within TLS only, so plain connections pay nothing
            network_backend=backend,
        )


def bypassed(host: str, no_proxy: str) -> bool:
    """Whether NO_PROXY exempts ``host``, as in curl: "*", a name with all below, an address, a network."""
    name, address = host.lower().rstrip("."), literal(host)
    for entry in filter(None, (part.strip().strip("[]").lower() for part in no_proxy.split(","))):
        if entry == "*" or f".{name}".endswith(f".{entry.removeprefix('*').lstrip('.')}"):
            return True
        try:
            if address is not None and address in ip_network(entry, strict=False):
                return True
        except ValueError:  # a name
            continue
    return False
