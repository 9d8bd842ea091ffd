"""Channels and sending from the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.cli.conftest import Run

SECRET = "s3cret-of-mine"  # noqa: S105 - a test's


@pytest.fixture
def _typed(monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer) -> None:
    """What is missing comes from the input, a line each."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{httpserver.url_for('/hook')}\n{SECRET}\n"))
    monkeypatch.setenv("MAINSTEM_ALLOW_HOSTS", "127.0.0.0/8,localhost")


@pytest.mark.usefixtures("_typed")
def test_a_channel_is_made_tried_sent_over_once_and_removed(
    run: Run, planned: Path, httpserver: HTTPServer
) -> None:
    """The whole life of one; its secret stands in settings.toml alone, for its owner's eyes."""
    httpserver.expect_request("/hook").respond_with_data("")
    (planned / "settings.toml").write_text('contact = "me@example.org"')
    assert 0 == run("channels", "add", "bot", "webhook").code
    file = planned / "settings.toml"
    assert (0o600, True) == (file.stat().st_mode & 0o777, SECRET in file.read_text())
    assert SECRET.encode() not in (planned / "mainstem.db").read_bytes()
    assert "bot: taken (200)\n" == run("channels", "test", "bot").out
    assert [0, 0] == [run("send").code for _ in range(2)]
    assert 2 == len(httpserver.log)
    assert "sent" in run("channels").out
    assert 0 == run("send", "bot", "--again").code
    assert 3 == len(httpserver.log)
    run("channels", "remove", "bot")
    assert 'contact = "me@example.org"' == file.read_text().strip()


@pytest.mark.usefixtures("_typed")
def test_a_channel_that_is_off_is_left_out(run: Run, planned: Path) -> None:
    """Until it is on again."""
    run("channels", "add", "bot", "webhook")
    run("channels", "off", "bot")
    assert "No channel is on" in run("send").out
    run("channels", "on", "bot")
    assert "on" in run("channels").out


@pytest.mark.usefixtures("_typed")
def test_a_refusal_ends_with_its_exit_code_and_no_address(
    run: Run, planned: Path, httpserver: HTTPServer
) -> None:
    """9, as told in errors.py."""
    httpserver.expect_request("/hook").respond_with_data("", 404)
    run("channels", "add", "bot", "webhook")
    told = run("send")
    assert (9, True, False) == (told.code, "failed" in told.out, "/hook" in told.out + told.err)
    assert 9 == run("channels", "test", "bot").code


@pytest.mark.parametrize(
    ("tokens", "told"),
    [
        (("channels", "add", "bot", "fax"), "Types are discord, email"),
        (("channels", "add", "Bot!", "slack", "--set", "url=https://x.example"), "is no name"),
        (("channels", "add", "bot", "slack", "--set", "url"), "has no value"),
        (
            ("channels", "add", "bot", "slack", "--set", "url=https://x.example", "--set", "way=x"),
            "is not a setting",
        ),
        (("send", "nobody"), "is no channel of yours"),
        (("send", "--again"), "wants the name of one channel"),
    ],
)
def test_what_cannot_be_is_told(run: Run, planned: Path, tokens: tuple[str, ...], told: str) -> None:
    """And nothing is written."""
    ended = run(*tokens)
    assert ended.code in (2, 3)
    assert told in " ".join(ended.err.split())
    assert not (planned / "settings.toml").exists()


def test_the_types_tell_what_they_must_know(run: Run) -> None:
    """Each field of each type, in 80 columns."""
    told = run("channels", "types").out
    assert max(map(len, told.splitlines())) <= 80
    assert {"discord", "email", "feishu", "mattermost", "slack", "webhook"} <= set(told.split())
