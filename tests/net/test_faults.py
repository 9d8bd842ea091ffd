"""Every foreign error has one of ours."""

from __future__ import annotations

import socket
import ssl

import h11
import httpcore2
import httpx2
import pytest

from mainstem.errors import AddressRefused, Garbled, NetError, TimedOut, TlsFailed, TooLarge, Unreachable
from mainstem.net import faults
from mainstem.net.manners import Manners

# Raised by httpx2's own client and responses, which this room does not use: it stands on httpcore2 and takes
# the URL, the proxy and the TLS context from httpx2.
OF_HTTPX_CLIENT = {
    "CloseError",
    "ConnectError",
    "ConnectTimeout",
    "CookieConflict",
    "DecodingError",
    "HTTPError",
    "HTTPStatusError",
    "LocalProtocolError",
    "NetworkError",
    "PoolTimeout",
    "ProtocolError",
    "ProxyError",
    "ReadError",
    "ReadTimeout",
    "RemoteProtocolError",
    "RequestError",
    "RequestNotRead",
    "ResponseNotRead",
    "SSEError",
    "StreamClosed",
    "StreamConsumed",
    "StreamError",
    "TimeoutException",
    "TooManyRedirects",
    "TransportError",
    "UnsupportedProtocol",
    "WriteError",
    "WriteTimeout",
}


def errors_of(package: object) -> dict[str, type[Exception]]:
    """The exception classes that a package offers, by name; warnings are none of them."""
    offered = {name: getattr(package, name) for name in dir(package)}
    return {
        name: kind
        for name, kind in offered.items()
        if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, Warning)
    }


@pytest.mark.parametrize("kind", errors_of(httpcore2).values(), ids=lambda kind: kind.__name__)
def test_every_error_of_httpcore2_is_one_of_ours(kind: type[Exception]) -> None:
    """A new kind of error in httpcore2 fails here until it is given a name of ours."""
    assert kind in faults.FOREIGN
    ours, what = faults.tell(kind("why"), Manners())
    assert issubclass(ours, NetError)
    assert what


def test_every_error_of_httpx2_is_ours_or_of_its_client() -> None:
    """A new kind of error in httpx2 fails here until somebody has looked where it can come from."""
    mapped = {kind.__name__ for kind in faults.FOREIGN if kind.__module__.startswith("httpx2")}
    unknown = errors_of(httpx2).keys() - OF_HTTPX_CLIENT
    assert mapped == unknown


@pytest.mark.parametrize(
    ("error", "ours", "what"),
    [
        (httpcore2.ConnectError(ConnectionRefusedError()), Unreachable, "refused the connection"),
        (
            httpcore2.ConnectError(socket.gaierror(socket.EAI_NONAME, "x")),
            Unreachable,
            "has a host name that does not resolve",
        ),
        (
            httpcore2.ConnectError(OSError(113, "No route to host")),
            Unreachable,
            "could not be reached (No route to host)",
        ),
        (
            httpcore2.ConnectError(ssl.SSLError(1, "x")),
            TlsFailed,
            "did not agree on an encrypted connection",
        ),
        (ssl.SSLError(1, "x"), TlsFailed, "did not agree on an encrypted connection"),
        (httpcore2.ConnectError(TimeoutError(110, "Connection timed out")), TimedOut, "did not answer"),
        (ConnectionResetError(), Unreachable, "could not be reached"),
        (TimeoutError(), TimedOut, "took longer than 30 s"),
        (httpcore2.ReadTimeout(TimeoutError()), TimedOut, "gave nothing for 15 s"),
        (httpcore2.ConnectTimeout(TimeoutError()), TimedOut, "gave no connection within 10 s"),
        (
            httpcore2.RemoteProtocolError(h11.RemoteProtocolError("Receive buffer too long", 431)),
            TooLarge,
            "has larger headers than any service needs",
        ),
        (
            httpcore2.RemoteProtocolError("<StreamReset stream_id:1>"),
            Unreachable,
            "closed the connection without a reply",
        ),
        (
            httpcore2.RemoteProtocolError("illegal status line"),
            Garbled,
            "answered with something that is not HTTP",
        ),
        (httpx2.InvalidURL("x"), AddressRefused, "is not a web address"),
    ],
)
def test_the_words_of_an_error(error: Exception, ours: type[NetError], what: str) -> None:
    """What a person reads is what happened at the bottom, not the library's wrapping."""
    assert (ours, what) == faults.tell(error, Manners())


def test_a_cause_under_a_cause_is_found() -> None:
    """The network library keeps the system's error as a cause of a cause."""
    outer = OSError("All connection attempts failed")
    outer.__cause__ = ConnectionRefusedError()
    assert (Unreachable, "refused the connection") == faults.tell(httpcore2.ConnectError(outer), Manners())


def test_bugs_are_not_faults() -> None:
    """An error that is not the network's goes through as it is."""
    with pytest.raises(KeyError):
        faults.tell(KeyError("x"), Manners())
