"""The week as a mail."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from mainstem.exports.to_email import html, write
from mainstem.model import Digest, Letter
from tests.exports.html_reader import read
from tests.exports.plan_fakes import PLAN

TOLD = {"from": "Mainstem <stem@mail.example>", "to": "me@mail.example"}
DIGEST = Digest(PLAN, "https://stem.example", "https://stem.example/out/stop")


def _read(letter: object) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(cast(Letter, letter).data, policy=policy.default))


def test_a_mail_holds_the_week_as_text_and_as_html() -> None:
    """As another program reads it."""
    mail = _read(write(DIGEST, TOLD, "abc", PLAN.at))
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert (
        "* [Fast] *kernels*, <b> for a_b (60 min, deep paper)\r\n  https://example.org/a"
        in plain.get_content()
    )
    assert "What to read in week 27" == read(rich.get_content()).heads[0]
    assert ("What to read in week 27: 70 of 180 minutes in 2 sittings", "<abc@mail.example>") == (
        mail["Subject"],
        mail["Message-ID"],
    )


def test_a_mail_can_be_ended_with_one_click() -> None:
    """RFC 8058: an https address, and the header that says that a POST to it is all."""
    mail = _read(write(DIGEST, TOLD, "abc", PLAN.at))
    assert (
        "<https://stem.example/out/stop>, <mailto:stem@mail.example?subject=unsubscribe>"
        == mail["List-Unsubscribe"]
    )
    assert "List-Unsubscribe=One-Click" == mail["List-Unsubscribe-Post"]
    open_to_all = _read(write(Digest(PLAN, stop="http://stem.example/out/stop"), TOLD, "abc", PLAN.at))
    assert open_to_all["List-Unsubscribe-Post"] is None
    without = _read(write(Digest(PLAN), TOLD, "abc", PLAN.at))
    assert "<mailto:stem@mail.example?subject=unsubscribe>" == without["List-Unsubscribe"]
    assert without["List-Unsubscribe-Post"] is None


def test_styles_stand_in_the_elements_and_dark_mode_in_a_sheet() -> None:
    """Mail programs drop sheets; those that do not know what a dark screen wants."""
    page = html(DIGEST)
    assert '<h1 style="' in page
    assert "@media (prefers-color-scheme: dark)" in page
    assert '<meta name="color-scheme" content="light dark">' in page


def test_every_attempt_is_the_same_mail() -> None:
    """To the byte, so that a server that keeps ids knows it."""
    first, second = (write(DIGEST, TOLD, "abc", PLAN.at) for _ in range(2))
    assert first == second


def test_an_address_cannot_add_a_header() -> None:
    """A line feed in settings.toml is a blank."""
    mail = _read(write(DIGEST, {**TOLD, "to": "me@mail.example\nBcc: you@mail.example"}, "abc", PLAN.at))
    assert mail["Bcc"] is None
