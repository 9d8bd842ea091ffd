"""Organisations of the Hugging Face Hub: the sample, recorded listings, and an emulated Hub."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from mainstem.connectors import TABLE, hf_org
from mainstem.errors import Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Draft, Endpoint, EndpointState, Page, Reply
from mainstem.pipeline.settle import settle
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.shapes import AT, SAMPLES, SOURCE
from tests.emulators.driving import follow
from tests.emulators.hub_listing import HubListing, models

MODELS = "https://huggingface.co/api/models?author=sample-org&sort=createdAt&direction=-1&limit=30"
RECORDED = datetime(2026, 11, 22, tzinfo=UTC)  # after everything that was recorded
SAMPLE = (SAMPLES / "hf_org" / "hf_org.json").read_bytes()


def endpoint(url: str = MODELS) -> Endpoint:
    return Endpoint("lab-sample", "hf_org", url, "live")


def read(body: object, url: str = MODELS, own: str | None = None, **headers: str) -> Page:
    """What the Hub's answer at ``url`` holds, for an endpoint at ``own``."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return hf_org.read(endpoint(own or url), Reply(url, 200, headers, data, AT))


def sample() -> tuple[Draft, ...]:
    return read(SAMPLE).drafts


def test_a_model_is_told_with_its_facts() -> None:
    """Kind, date, page, licence, gate, downloads, likes and size."""
    draft = sample()[0]
    assert ("sample-org/Sample-7B", "model", "https://huggingface.co/sample-org/Sample-7B") == (
        draft.title,
        draft.kind,
        draft.url,
    )
    assert datetime(2026, 6, 10, 6, 42, 57, tzinfo=UTC) == draft.published_at
    assert {
        "hub": "model",
        "votes": 120,
        "n_downloads": 4321,
        "licence": ["apache-2.0"],
        "gated": "manual",
        "private": False,
        "task": "text-generation",
        "library": "transformers",
        "base_models": ["other-org/Base-7B"],
        "relation": "finetune",
        "n_parameters": 7_000_000_000,
    } == draft.extra


def test_a_tag_of_arxiv_is_a_link_and_no_key() -> None:
    """The tag can name an earlier paper or the base model's: the model is its own work and mentions the paper."""
    settled = settle(SOURCE, sample()[0], AT)
    assert ("hf:sample-org/Sample-7B",) == settled.keys
    assert {"arxiv:2601.00001", "hf:other-org/Base-7B", "hf:datasets/sample-org/sample-web"} == {
        mention.work_id for mention in settled.mentions
    }


def test_bookkeeping_tags_are_no_words() -> None:
    """Regions, licences and addresses stay out of what is searched and ranked."""
    assert "text generation · transformers, safetensors, sample moe, text generation, conversational, en" == (
        sample()[0].text
    )


@pytest.mark.parametrize(
    ("name", "kind", "page"),
    [
        ("datasets", "dataset", "https://huggingface.co/datasets/sample-org/web"),
        ("spaces", "post", "https://huggingface.co/spaces/sample-org/web"),
    ],
)
def test_the_address_says_which_list_it_is(name: str, kind: str, page: str) -> None:
    """Datasets and spaces have kinds and pages of their own."""
    [draft] = read(
        [{"id": "sample-org/web", "tags": None}], f"https://huggingface.co/api/{name}?author=a"
    ).drafts
    assert (kind, page) == (draft.kind, draft.url)


def test_a_collection_is_a_post_that_links_what_it_holds() -> None:
    """Its models, data sets and papers are mentioned by it."""
    row = {
        "slug": "sample-org/sample-7b-66aa",
        "title": "Sample 7B",
        "description": "All sizes.",
        "lastUpdated": "2026-06-11T08:00:00.000Z",
        "upvotes": 5,
        "private": False,
        "items": [{"type": "model", "id": "sample-org/Sample-7B"}, {"type": "paper", "id": "2601.00001"}],
    }
    [draft] = read([row], "https://huggingface.co/api/collections?owner=sample-org").drafts
    assert "Sample 7B (collection of sample-org)" == draft.title
    assert (
        "https://huggingface.co/sample-org/Sample-7B",
        "https://huggingface.co/papers/2601.00001",
    ) == draft.links
    assert {"hub": "collection", "votes": 5, "n_items": 2, "private": False} == draft.extra


def test_a_list_of_models_asks_for_the_three_other_lists() -> None:
    """One endpoint covers an organisation; a later page asks for nothing beside it."""
    asked = [request.url.split("?")[0] for request in read(SAMPLE).more]
    assert [f"https://huggingface.co/api/{name}" for name in ("datasets", "spaces", "collections")] == asked
    assert () == read(SAMPLE, f"{MODELS}&cursor=abc").more


def test_paging_goes_on_while_the_entries_are_new() -> None:
    """The Link header names the next page; a page that reaches back a quarter is the last."""
    link = f'<{MODELS}&cursor=abc>; rel="next"'
    old = [{"id": "sample-org/old", "createdAt": f"{AT - timedelta(days=100):%Y-%m-%dT00:00:00Z}"}]
    after = read(SAMPLE, link=link).next
    assert (f"{MODELS}&cursor=abc", None) == (after.url if after else None, read(old, link=link).next)


def test_the_newest_are_asked_for_first() -> None:
    """An address that says nothing of order is asked for the newest."""
    asked = hf_org.first(endpoint("https://huggingface.co/api/datasets?author=a"), date(2026, 6, 12))
    assert "https://huggingface.co/api/datasets?author=a&sort=createdAt&direction=-1&limit=30" == asked.url


def test_an_empty_list_is_told_unless_it_is_a_detail() -> None:
    """A mistyped organisation has no models; one without collections is no fault."""
    with pytest.raises(NoEntries):
        read([])
    assert () == read([], "https://huggingface.co/api/collections?owner=sample-org", MODELS).drafts


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b'{"error":"Invalid username or password."}', Refusal),
        (b'{"models": []}', NotAFeed),
        (b'[{"name": "no id"}]', NotAFeed),
        (b"[1, 2]", NotAFeed),
        (b'[{"id": "a/b"', Malformed),
        (b"<!doctype html><title>Sign in</title>", NotAFeed),
    ],
)
def test_other_answers_are_named_errors(body: bytes, error: type[ReadError]) -> None:
    """What is no list of the Hub is told as what it is."""
    with pytest.raises(error):
        read(body)


@pytest.mark.shared
def test_recorded_listings_are_read_whole(shared: Path) -> None:
    """Every recorded row is a model with a date, and its page is its work."""
    for path in (shared / "recorded" / "huggingface").rglob("hf_models.json"):
        drafts = hf_org.read(endpoint(), Reply(MODELS, 200, {}, path.read_bytes(), RECORDED)).drafts
        assert len(json.loads(path.read_bytes())) == len(drafts) > 0
        for draft in drafts:
            assert ("model", True) == (draft.kind, draft.published_at is not None)
            assert settle(SOURCE, draft, AT).keys[0].startswith("hf:")


@pytest.mark.shared
def test_damaged_replies_invent_nothing(shared: Path) -> None:
    """Cut, flipped or another page: the known models, or a named error."""
    for path in (shared / "recorded" / "huggingface").rglob("hf_models.json"):
        whole = keys_of(TABLE["hf_org"], endpoint(), Reply(MODELS, 200, {}, path.read_bytes(), AT)) or set()
        for n, body in enumerate(damaged(path.read_bytes())):
            keys = keys_of(TABLE["hf_org"], endpoint(), Reply(MODELS, 200, {}, body, AT))
            assert keys is None or n >= 10 or keys <= whole, path
    for body in error_bodies(shared):
        assert keys_of(TABLE["hf_org"], endpoint(), Reply(MODELS, 200, {}, body, AT)) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "slug", "title", "tags", "items", "createdAt", "likes", "gated"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_ends_as_drafts_or_a_named_error(data: Any) -> None:
    """No shape of JSON breaks the reading."""
    keys_of(TABLE["hf_org"], endpoint(), Reply(MODELS, 200, {}, json.dumps(data).encode(), AT))


# --- an emulated Hub ------------------------------------------------------------------------------


@pytest.fixture
def hub(httpserver: HTTPServer) -> HubListing:
    """A Hub with an organisation of 100 models, two a day, and some of everything else."""
    made = HubListing({"models": models("sample-org", 100, AT, timedelta(hours=12))})
    made.rows["datasets"] = [{"id": "sample-org/web", "createdAt": "2026-06-01T00:00:00Z"}]
    made.rows["spaces"] = [{"id": "sample-org/demo", "sdk": "gradio"}]
    made.rows["collections"] = [{"slug": "sample-org/all-1", "title": "All"}]
    made.serve(httpserver)
    return made


def test_a_first_poll_takes_every_page_and_the_other_lists(hub: HubListing, httpserver: HTTPServer) -> None:
    """Paging by cursor through the real network, and one request for each of the other lists."""
    told = follow(httpserver.url_for("/api/models?author=sample-org"), "hf_org", AT)
    assert ({"models": 4, "datasets": 1, "spaces": 1, "collections": 1}, 103) == (hub.asked, len(told.items))
    assert ([], []) == (told.errors, told.warnings)


def test_a_later_poll_stops_at_what_is_known(hub: HubListing, httpserver: HTTPServer) -> None:
    """Two days after the last success one page is enough."""
    url = httpserver.url_for("/api/models?author=sample-org")
    state = replace(EndpointState(f"sample {url}", "sample", url), last_success_at=AT - timedelta(days=2))
    follow(url, "hf_org", AT, state=state)
    assert 1 == hub.asked["models"]


def test_a_list_that_fails_is_a_warning(hub: HubListing, httpserver: HTTPServer) -> None:
    """The models are kept though the spaces are down."""
    hub.busy.add("spaces")
    told = follow(httpserver.url_for("/api/models?author=sample-org"), "hf_org", AT)
    assert (102, 1, []) == (len(told.items), len(told.warnings), told.errors)


def test_a_used_up_quota_ends_the_poll_by_its_name(hub: HubListing, httpserver: HTTPServer) -> None:
    """429 is told as such, with what was read before it kept."""
    hub.quota = 0
    told = follow(httpserver.url_for("/api/models?author=sample-org"), "hf_org", AT)
    assert ["rate_limited"] == told.errors
