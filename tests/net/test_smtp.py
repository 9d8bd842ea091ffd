"""A mail handed to a real server on this machine, and everything it may say."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mainstem.errors import NotTaken, PerhapsTaken
from mainstem.model import Letter
from mainstem.net.smtp import hand_over

LETTER = Letter(
    "Mainstem <stem@mail.example>", "me@mail.example, you@mail.example", b"Subject: week\r\n\r\nRead.\r\n"
)


class Box:
    """Keeps what it is given, or answers what the test says."""

    def __init__(self, answer: str = "250 kept", to: str = "250 OK") -> None:
        self.kept: list[Envelope] = []
        self.answer, self.to = answer, to

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Says whether it takes mail for an address."""
        if self.to.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keeps a mail, unless it hangs up after it."""
        self.kept.append(envelope)
        if not self.answer:
            server.transport.abort()
        return self.answer


@contextmanager
def serving(box: Box, tls: ssl.SSLContext | None = None, **told: object) -> Iterator[int]:
    """A server on a free port of this machine; ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = Controller(box, hostname="127.0.0.1", port=port, ssl_context=tls, **told)
    server.start()
    try:
        yield port
    finally:
        server.stop()


def _told(at: int, **changed: str) -> dict[str, str]:
    return {
        "host": "127.0.0.1",
        "port": str(at),
        "security": "plain",
        "user": "",
        "password": "",
        **changed,
    }


@pytest.fixture(scope="module")
def own(own_certificate: Path) -> ssl.SSLContext:
    """What a server shows."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(own_certificate)
    return context


@pytest.fixture(scope="module")
def trusting(own_certificate: Path) -> ssl.SSLContext:
    """What trusts it."""
    return ssl.create_default_context(cafile=str(own_certificate))


def test_a_mail_arrives_whole_and_at_everyone() -> None:
    """Without encryption on this machine itself."""
    box = Box()
    with serving(box) as port:
        assert "the server took it (kept)" == hand_over(LETTER, _told(port), "mail")
    [got] = box.kept
    assert ("stem@mail.example", ["me@mail.example", "you@mail.example"], LETTER.data) == (
        got.mail_from,
        got.rcpt_tos,
        got.content,
    )


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_goes_encrypted_with_a_login(
    security: str, own: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    """Either way, with the name and password of the channel."""
    box, names = Box(), list[bytes]()

    def log_in(
        server: SMTP, session: Session, envelope: Envelope, kind: str, given: LoginPassword
    ) -> AuthResult:
        names.append(given.login)
        return AuthResult(success=given.password == b"s3cret", handled=False)

    more = (
        {"tls_context": own, "require_starttls": True}
        if security == "starttls"
        else {"auth_require_tls": False}
    )
    told = {"security": security, "user": "me", "password": "s3cret"}
    with serving(box, own if security == "tls" else None, authenticator=log_in, **more) as port:
        hand_over(LETTER, _told(port, **told), "mail", tls=trusting)
        with pytest.raises(NotTaken, match="535") as caught:
            hand_over(LETTER, _told(port, **told | {"password": "wrong"}), "mail", tls=trusting)
    assert ({b"me"}, 1, False) == (set(names), len(box.kept), caught.value.passing)
    assert "wrong" not in str(caught.value)


def test_a_certificate_that_nobody_vouches_for_is_not_taken(own: ssl.SSLContext) -> None:
    """Nothing is sent, no password either."""
    box = Box()
    with serving(box, tls_context=own) as port, pytest.raises(NotTaken, match="no encrypted connection"):
        hand_over(LETTER, _told(port, security="starttls"), "mail")
    assert [] == box.kept


def test_a_server_without_encryption_gets_nothing_that_asks_for_it() -> None:
    """A downgrade is no way around."""
    box = Box()
    with serving(box) as port, pytest.raises(NotTaken, match="STARTTLS"):
        hand_over(LETTER, _told(port, security="starttls"), "mail")
    assert [] == box.kept


def test_plain_is_for_this_machine_alone() -> None:
    """Anyone on the way could read it."""
    with pytest.raises(NotTaken, match=r"mail.example would be spoken to without encryption"):
        hand_over(LETTER, _told(25, host="mail.example"), "mail")


@pytest.mark.parametrize(("code", "passing"), [("451", True), ("550", False)])
@pytest.mark.parametrize("at", ["to", "answer"])
def test_what_a_server_refuses_surely_did_not_arrive(code: str, passing: bool, at: str) -> None:
    """Now (4xx) or for good (5xx), for an address or for the mail."""
    with (
        serving(Box(**{at: f"{code} no thanks"})) as port,
        pytest.raises(NotTaken, match=f"{code} no thanks") as caught,
    ):
        hand_over(LETTER, _told(port), "mail")
    assert passing == caught.value.passing


def test_a_server_that_hangs_up_after_the_mail_may_have_it() -> None:
    """Nobody can tell."""
    with serving(Box("")) as port, pytest.raises(PerhapsTaken):
        hand_over(LETTER, _told(port), "mail")


def test_a_server_that_is_not_there_surely_has_nothing() -> None:
    """So it is tried again."""
    with pytest.raises(NotTaken, match="could not be reached") as caught:
        hand_over(LETTER, _told(9), "mail")
    assert caught.value.passing


@pytest.mark.parametrize("wrong", [{"security": "ssl"}, {"port": "smtp"}])
def test_a_channel_that_cannot_be_is_told(wrong: dict[str, str]) -> None:
    """Before anything is opened."""
    with pytest.raises(NotTaken):
        hand_over(LETTER, _told(25, **wrong), "mail")
