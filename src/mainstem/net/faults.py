"""The one place where every error of httpx2, httpcore2, ssl and the system becomes one of ours."""

from __future__ import annotations

import errno
import socket
import ssl

import anyio
import h2.exceptions
import h11
import httpcore2
import httpx2

from mainstem.errors import (
    AddressRefused,
    Garbled,
    MainstemError,
    NetError,
    Resting,
    TimedOut,
    TlsFailed,
    TooLarge,
    Unreachable,
)
from mainstem.net.manners import Manners

Told = tuple[type[NetError], str]

# The first that fits counts; the words go on from the address: "https://host/feed: gave nothing for 15 s".
_KINDS: tuple[tuple[type[Exception], type[NetError], str], ...] = (
    (httpx2.InvalidURL, AddressRefused, "is not a web address"),
    (httpcore2.UnsupportedProtocol, AddressRefused, "is not an http or https address"),
    (httpcore2.ConnectTimeout, TimedOut, "gave no connection within {manners.connect_s:g} s"),
    (httpcore2.ReadTimeout, TimedOut, "gave nothing for {manners.read_s:g} s"),
    (httpcore2.WriteTimeout, TimedOut, "took nothing for {manners.read_s:g} s"),
    (httpcore2.PoolTimeout, TimedOut, "found no free connection"),
    (httpcore2.TimeoutException, TimedOut, "took too long"),
    (TimeoutError, TimedOut, "took longer than {manners.total_s:g} s"),
    (ssl.SSLCertVerificationError, TlsFailed, "has a certificate that cannot be trusted"),
    (ssl.SSLError, TlsFailed, "did not agree on an encrypted connection"),
    (socket.gaierror, Unreachable, "has a host name that does not resolve"),
    (ConnectionRefusedError, Unreachable, "refused the connection"),
    (OSError, Unreachable, "could not be reached"),
    (httpcore2.ConnectError, Unreachable, "could not be reached"),
    (httpcore2.ReadError, Unreachable, "was cut in the middle"),
    (httpcore2.WriteError, Unreachable, "was cut in the middle"),
    (httpcore2.NetworkError, Unreachable, "was cut in the middle"),
    (anyio.BrokenResourceError, Unreachable, "was cut in the middle"),
    (anyio.ClosedResourceError, Unreachable, "was cut in the middle"),
    (anyio.EndOfStream, Unreachable, "was cut in the middle"),
    (httpcore2.ConnectionNotAvailable, Unreachable, "lost its connection"),
    (httpcore2.ProxyError, Unreachable, "could not be reached: the proxy refused"),
    (h2.exceptions.H2Error, Garbled, "answered with something that is not HTTP"),
    (httpcore2.LocalProtocolError, Garbled, "cannot be asked: the request breaks the rules of HTTP"),
    (httpcore2.RemoteProtocolError, Garbled, "answered with something that is not HTTP"),
    (httpcore2.ProtocolError, Garbled, "answered with something that is not HTTP"),
)
FOREIGN = tuple(kind for kind, _, _ in _KINDS)
_BEFORE = (
    httpcore2.ConnectError,
    httpcore2.ConnectTimeout,
    httpcore2.PoolTimeout,
    httpcore2.UnsupportedProtocol,
    httpcore2.ProxyError,
    httpcore2.LocalProtocolError,
)
_CAUSES = (*FOREIGN, h11.RemoteProtocolError)


def tell(error: BaseException, manners: Manners) -> Told:
    """Which of our errors a foreign one is, and what happened in words."""
    cause = _root(error)
    if isinstance(error, httpcore2.RemoteProtocolError) or isinstance(cause, h2.exceptions.H2Error):
        return _protocol(cause)
    if isinstance(cause, TimeoutError) and cause.errno:  # the system gave up, before any cap of ours
        return TimedOut, "did not answer"
    # A cap of ours says more than the bare TimeoutError below it; else the bottom knows best.
    for told in (error,) if isinstance(error, httpcore2.TimeoutException) else (cause, error):
        for kind, ours, words in _KINDS:
            if isinstance(told, kind):
                return ours, words.format(manners=manners) + _detail(told)
    raise error


def at_connect(error: BaseException) -> bool:
    """Whether the host itself could not be connected to, whatever was asked of it."""
    if not isinstance(error, (httpcore2.ConnectError, httpcore2.ConnectTimeout)):
        return False
    return not isinstance(_root(error), ssl.SSLError)


def never_left(error: MainstemError) -> bool:
    """Whether a request that ended in ``error`` cannot have reached anyone: no connection carried it."""
    if isinstance(error, (AddressRefused, Resting)) or error.__cause__ is None:
        return isinstance(error, (NetError, Resting))
    return isinstance(error.__cause__, _BEFORE)


def no_such_name(error: BaseException) -> bool:
    """Whether the name server said that the name does not exist; no second look will change that."""
    cause = _root(error)
    return isinstance(cause, socket.gaierror) and cause.errno in (socket.EAI_NONAME, socket.EAI_NODATA)


def _root(error: BaseException) -> BaseException:
    """The error at the bottom: httpcore2 hands on what it wraps as its argument, anyio as its cause."""
    while True:
        wrapped = error.args[0] if error.args else None
        inner = wrapped if isinstance(wrapped, BaseException) else error.__cause__
        if inner is None or not isinstance(inner, _CAUSES):
            return error
        error = inner


def _protocol(cause: BaseException) -> Told:
    """h11 and h2 say in words what is a broken rule, a cut body and a bomb of headers alike."""
    words = str(cause).lower()
    headers_too_large = isinstance(cause, h11.RemoteProtocolError) and cause.error_status_hint == 431
    if headers_too_large or isinstance(cause, h2.exceptions.DenialOfServiceError):
        return TooLarge, "has larger headers than any service needs"
    if "without sending complete" in words or "incomplete chunked" in words:
        return Unreachable, "was cut in the middle"
    if "disconnected" in words or "terminated" in words or "reset" in words:
        return Unreachable, "closed the connection without a reply"
    return Garbled, "answered with something that is not HTTP"


def _detail(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f" ({error.verify_message})"
    if type(error) is OSError and error.errno in errno.errorcode:
        return f" ({error.strerror})"
    return ""
