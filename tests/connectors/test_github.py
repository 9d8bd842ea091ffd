"""What GitHub's replies have in common."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem import packs
from mainstem.connectors import (
    TABLE,
    github,
    github_commits,
    github_discussions,
    github_issues,
    github_org,
    github_releases,
)
from mainstem.errors import Forbidden, NotAFeed, Refusal
from mainstem.net.statuses import judge
from mainstem.seams import Connector
from mainstem.text.headers import quota_reset
from mainstem.text.urls import words
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.recorded_github import recorded
from tests.connectors.shapes import SAMPLES, endpoint, reply

CONNECTORS = [github_issues, github_releases, github_org, github_discussions, github_commits]
NAMES = [module.__name__.rpartition(".")[2] for module in CONNECTORS]
PAGE = "https://api.github.com/repos/o/r/issues?page=2"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://github.com/o/r/issues?q=x", "https://api.github.com/repos/o/r/issues?q=x"),
        ("https://github.com/o/r", "https://api.github.com/repos/o/r"),
        ("https://api.github.com/repos/o/r/issues", "https://api.github.com/repos/o/r/issues"),
        ("https://github.com/o", "https://github.com/o"),
        ("https://git.example/o/r", "https://git.example/o/r"),
    ],
)
def test_the_page_of_a_repository_has_an_address_in_the_api(url: str, asked: str) -> None:
    """Other addresses stay."""
    assert asked == github.api_address(url)


@pytest.mark.parametrize(
    ("headers", "url"),
    [
        ({"x-ratelimit-limit": "5000"}, PAGE),
        ({}, PAGE),
        ({"x-ratelimit-limit": "60"}, None),
    ],
)
def test_without_a_token_one_page_is_asked(headers: dict[str, str], url: str | None) -> None:
    """60 requests an hour are for all repositories together."""
    told = {"link": f'<{PAGE}>; rel="next", <{PAGE}0>; rel="last"', **headers}
    following = github.next_page(reply("", url="https://api.github.com/repos/o/r/issues", headers=told))
    assert url == (following.url if following else None)


@pytest.mark.parametrize("body", ['{"message": "Not Found", "status": "404"}', "[1, 2]", '"x"', "null"])
def test_json_that_is_no_list_of_records_is_told_as_such(body: str) -> None:
    """With GitHub's own words where it has any."""
    with pytest.raises(Refusal if "message" in body else NotAFeed):
        github.rows(reply(body), "issues of GitHub")


def test_markdown_loses_what_templates_say_and_keeps_its_links() -> None:
    """A reply without HTML, as an older server sends it."""
    row = {
        "body": "<!-- Fill in\nthis -->\r\n**Bug** in [it](https://github.com/o/r).\n\nSee https://a.example/b."
    }
    text, links = github.content(row)
    assert ("**Bug** in [it](https://github.com/o/r). See https://a.example/b.", 2) == (text, len(links))


# --- recorded ------------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize("connector", CONNECTORS, ids=NAMES)
def test_every_recorded_reply_ends_as_items_or_as_a_named_error(connector: Connector, shared: Path) -> None:
    """Also those of other parts of the API, and those cut, broken or replaced by an error on their way."""
    word = TABLE.words(connector.__name__.rpartition(".")[2])[0]  # type: ignore[attr-defined]
    replies = [each for each in recorded(shared) if each.status == 200 and each.body]
    for n, each in enumerate(replies):
        keys_of(connector, endpoint(word), each.reply)
        if n % 20 == 0:
            for body in damaged(each.body, seed=n, n=3):
                keys_of(connector, endpoint(word), reply(body, url=each.url))
    for body in error_bodies(shared):
        known = keys_of(connector, endpoint(word), reply(body))
        assert not known or b"<feed" in body or b"<rss" in body  # a feed that came in the place of another


@pytest.mark.shared
def test_refusals_of_github_are_understood(shared: Path) -> None:
    """Every recorded status and quota; what is spent is known to the second."""
    for each in recorded(shared):
        refused = judge(each.reply, conditional=True)
        assert (each.status in (200, 304)) == (refused is None), each.file
        if each.status == 403:
            assert refused
            assert Forbidden is refused[0]
        if "x-ratelimit-reset" in each.headers:
            spent = {**each.headers, "x-ratelimit-remaining": "0"}
            assert quota_reset(spent, each.reply.at), each.file


# --- broken on its way -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["github_issues", "github_releases", "github_org", "github_discussions"])
def test_a_damaged_sample_brings_no_item_of_its_own_making(name: str) -> None:
    """Cut, it is Malformed, or for a feed at most what was whole."""
    for word in TABLE.words(name):
        [path] = (SAMPLES / name).glob(f"{word}.*")
        body = path.read_bytes()
        whole = keys_of(TABLE[name], endpoint(word), reply(body))
        assert whole
        for cut in damaged(body, n=10):
            found = keys_of(TABLE[name], endpoint(word), reply(cut))
            if len(cut) < len(body):
                assert not found or (found <= whole and path.suffix == ".xml")


FIELDS = words(
    """
    html_url title number id user labels reactions tag_name name body data repository discussions nodes
    pageInfo errors message topics zipball_url login created_at endCursor hasNextPage
    """
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(sorted(FIELDS)), inner | st.just("https://github.com/o/r/issues/1"), max_size=6
        )
    ),
    max_leaves=20,
)


@pytest.mark.parametrize("connector", CONNECTORS, ids=NAMES)
@given(data=JSON | st.lists(JSON, max_size=3))
def test_any_json_ends_as_items_or_as_a_named_error(connector: Connector, data: object) -> None:
    """Whatever a service may send under a name that we know."""
    keys_of(connector, endpoint("github_issues"), reply(json.dumps(data)))


@pytest.mark.parametrize("connector", CONNECTORS, ids=NAMES)
@given(body=st.binary(max_size=200))
def test_any_bytes_end_as_items_or_as_a_named_error(connector: Connector, body: bytes) -> None:
    """No exception of another kind."""
    keys_of(connector, endpoint("github_issues"), reply(body))


# --- the pack ----------------------------------------------------------------------------------------------


def test_every_address_of_the_pack_can_be_asked_for() -> None:
    """Filled in, at the service that the connector reads."""
    pack = packs.load(packs.find("llm-systems"), TABLE.name_for)
    asked = {
        TABLE[e.connector].first(e, date(2026, 6, 12)).url
        for source in pack.sources
        for e in source.endpoints
        if e.connector and e.type.startswith(("github_", "hf_discussions"))
    }
    shape = re.compile(
        r"https://github\.com/[\w.-]+/[\w.-]+/(?:releases|tags|discussions|commits(?:/main)?)\.atom"
        r"|https://api\.github\.com/repos/[\w.-]+/[\w.-]+"
        r"|https://api\.github\.com/repos/[\w.-]+/[\w.-]+/issues\?state=all&sort=updated&direction=desc&per_page=100"
        r"|https://api\.github\.com/orgs/[\w-]+/repos\?sort=created(?:&per_page=40)?&direction=desc(?:&per_page=40)?"
        r"|https://huggingface\.co/api/models/[\w.-]+/[\w.-]+/discussions\?sort=recently-created&p=0"
    )
    assert len(asked) > 150
    assert [] == sorted(url for url in asked if not shape.fullmatch(url))
