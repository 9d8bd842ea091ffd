"""Saved bytes through a connector: drafts, named errors, and the exit status of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_sync import feed


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A feed of two entries."""
    path = tmp_path / "reply"
    path.write_bytes(feed("One", "Two"))
    return path


def test_drafts_are_json_lines(run: Run, saved: Path) -> None:
    """Every field, dates in ISO 8601."""
    told = run("read-reply", "rss", str(saved), "--url", "https://blog.example/feed.xml")
    rows = [json.loads(line) for line in told.out.splitlines()]
    assert (0, ["One", "Two"]) == (told.code, [row["title"] for row in rows])
    assert {
        "key": "blog.example/0",
        "title": "One",
        "url": "https://blog.example/0",
        "kind": "post",
        "published_at": "2026-06-29T08:00:00+00:00",
        "updated_at": None,
        "authors": [],
        "venue": None,
        "keys": [],
        "links": [],
        "extra": {},
        "text": "How a cache is shared.",
    } == rows[0]


def test_a_connector_answers_to_its_name_and_its_types(run: Run, saved: Path) -> None:
    """`feed` and `podcast_rss` are read by the same module."""
    assert run("read-reply", "feed", str(saved)).out == run("read-reply", "rss", str(saved)).out
    told = run("read-reply", "nothing", str(saved))
    assert (2, True) == (told.code, "feed" in told.err)


@pytest.mark.parametrize(
    ("status", "header", "code", "word"),
    [
        ("304", "", 0, ""),
        ("404", "", 5, "404"),
        ("429", "Retry-After: 60", 5, "429"),
        ("403", "x-ratelimit-remaining: 0", 5, "403"),
        ("500", "", 5, "500"),
    ],
)
def test_statuses_are_judged_as_on_the_wire(
    run: Run, saved: Path, status: str, header: str, code: int, word: str
) -> None:
    """304 says nothing; every other status ends in its error, whatever the body."""
    headers = ["--header", header] if header else []
    told = run("read-reply", "feed", str(saved), "--status", status, *headers)
    assert (code, "", True) == (told.code, told.out, word in told.err)


@pytest.mark.parametrize(
    ("connector", "body", "code"),
    [("feed", "<!doctype html><p>Hello", 6), ("arxiv", "", 6), ("hf_org", "{", 6), ("csv", "a,b\n", 6)],
)
def test_bytes_that_cannot_be_read_end_in_the_named_error(
    run: Run, tmp_path: Path, connector: str, body: str, code: int
) -> None:
    """On standard error, with the status of its kind."""
    (tmp_path / "x").write_text(body)
    told = run("read-reply", connector, str(tmp_path / "x"))
    assert (code, "") == (told.code, told.out)
    assert told.err


def test_what_a_page_says_beside_its_drafts(run: Run, tmp_path: Path) -> None:
    """Warnings and further requests are told on standard error."""
    url = "https://huggingface.co/api/models?author=a"
    (tmp_path / "x").write_text('[{"id": "a/b", "createdAt": "2026-06-10T00:00:00Z"}, {"likes": 1}]')
    headers = ("-H", f'Link: <{url}&cursor=x>; rel="next"', "-H", "Date: Fri, 12 Jun 2026 00:00:00 GMT")
    told = run("read-reply", "hf_org", str(tmp_path / "x"), "--url", url, *headers)
    assert 1 == len(told.out.splitlines())
    assert [True] * 3 == [
        word in told.err.replace("\n", "") for word in ("warning: 1 entries", "cursor=x", "detail: GET")
    ]


@pytest.mark.parametrize("arguments", [["/nowhere"], ["/dev/null", "-H", "no header"]])
def test_what_cannot_be_used_is_told(run: Run, arguments: list[str]) -> None:
    """A file that is not there, a header that is none."""
    assert 2 == run("read-reply", "feed", *arguments).code
