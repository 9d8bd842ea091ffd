"""Hands one message to a mail server, and tells what surely did not arrive from what may have.

Until the message itself has left, everything that goes wrong means that nobody has it; from there to the server's
answer nobody can tell. Without encryption only this machine itself is spoken to.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress

from mainstem.errors import NotTaken, PerhapsTaken
from mainstem.model import Letter
from mainstem.net.address import is_loopback

TIMEOUT_S = 30.0  # RFC 5321 allows minutes; a server that takes longer to answer is tried again later
_WAYS = ("starttls", "tls", "plain")


def hand_over(
    letter: Letter, told: Mapping[str, str], name: str, *, tls: ssl.SSLContext | None = None
) -> str:
    """The server's answer, in words; ``told`` has host, port, security, user and password.

    Raises NotTaken or PerhapsTaken for the channel ``name``.
    """
    with _telling(letter, told, name, tls) as server:
        try:
            code, said = server.data(letter.data)
        except smtplib.SMTPDataError as error:
            raise _refused(name, error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise PerhapsTaken(name, "the connection ended while the message was handed over") from error
        if code != 250:
            raise _refused(name, code, said)
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        return f"the server took it ({_words(said)})"


def _telling(letter: Letter, told: Mapping[str, str], name: str, tls: ssl.SSLContext | None) -> smtplib.SMTP:
    """A server that knows from whom to whom; raises NotTaken."""
    _check(letter, told, name)
    server: smtplib.SMTP | None = None
    try:
        server = _connected(
            told, tls or ssl.create_default_context(), _bare(letter.sender).rpartition("@")[2]
        )
        if told["user"]:
            server.login(told["user"], told["password"])
        for code, said in (server.mail(_bare(letter.sender)), *map(server.rcpt, _all(letter.to))):
            if code not in (250, 251):
                raise _refused(name, code, said)
    except smtplib.SMTPResponseException as error:
        _drop(server)
        raise _refused(name, error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        _drop(server)
        raise NotTaken(name, f"the mail server cannot do what is asked ({error})") from error
    except ssl.SSLError as error:
        _drop(server)
        what = f"no encrypted connection to the mail server ({error.reason or error})"
        raise NotTaken(name, what, "Check host, port and security of the channel") from error
    except (smtplib.SMTPException, OSError) as error:
        _drop(server)
        raise NotTaken(
            name, f"the mail server could not be reached ({_plain(error)})", passing=True
        ) from error
    except NotTaken:
        _drop(server)
        raise
    return server


def _check(letter: Letter, told: Mapping[str, str], name: str) -> None:
    if told["security"] not in _WAYS:
        raise NotTaken(name, f"security is {told['security']!r}", f"It may be {', '.join(_WAYS)}")
    if told["security"] == "plain" and not is_loopback(told["host"]):
        what = f"{told['host']} would be spoken to without encryption"
        raise NotTaken(name, what, "Give security starttls or tls; plain is for this machine alone")
    if not told["port"].isdecimal() or not (letter.sender + letter.to).isascii():
        raise NotTaken(name, "the port is no number, or an address is not plain ASCII", "Correct the channel")


def _connected(told: Mapping[str, str], tls: ssl.SSLContext, domain: str) -> smtplib.SMTP:
    """A server that was greeted, in the name of the sender's domain."""
    host, port = told["host"], int(told["port"])
    if told["security"] == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, domain, timeout=TIMEOUT_S, context=tls)
    else:
        server = smtplib.SMTP(host, port, domain, timeout=TIMEOUT_S)
    try:
        if told["security"] == "starttls":
            server.starttls(context=tls)
        server.ehlo_or_helo_if_needed()
    except (smtplib.SMTPException, OSError):
        server.close()
        raise
    return server


def _drop(server: smtplib.SMTP | None) -> None:
    if server is not None:
        server.close()


def _refused(name: str, code: int, said: bytes | str) -> NotTaken:
    return NotTaken(
        name, f"the mail server answered {code} {_words(said)}".strip(), passing=400 <= code < 500
    )


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:200]


def _plain(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _all(to: str) -> list[str]:
    return [_bare(one) for one in to.split(",") if one.strip()]


def _bare(address: str) -> str:
    return address.rpartition("<")[2].strip("> ")
