"""New repositories of organisations and people."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mainstem.connectors import github_org
from mainstem.errors import NoEntries
from mainstem.model import Page
from tests.connectors.recorded_github import recorded
from tests.connectors.shapes import SAMPLES, endpoint, reply

SAMPLE = (SAMPLES / "github_org" / "github_org.json").read_text()


def read(body: str = SAMPLE) -> Page:
    """What the connector makes of a body."""
    return github_org.read(endpoint("github_org"), reply(body))


@pytest.mark.parametrize(
    ("kind", "url", "asked"),
    [
        (
            "github_org",
            "https://api.github.com/orgs/sample/repos?sort=pushed&per_page=40",
            "https://api.github.com/orgs/sample/repos?sort=created&per_page=40&direction=desc",
        ),
        (
            "github_org",
            "https://api.github.com/users/someone/repos",
            "https://api.github.com/users/someone/repos?per_page=40&sort=created&direction=desc",
        ),
        (
            "github_repo",
            "https://github.com/sample/results_v7",
            "https://api.github.com/repos/sample/results_v7",
        ),
    ],
)
def test_the_newest_are_asked_first(kind: str, url: str, asked: str) -> None:
    """Whatever order the address names: a push makes no new repository."""
    assert asked == github_org.first(replace(endpoint(kind), url=url), date(2026, 6, 12)).url


def test_a_repository_is_read_whole() -> None:
    """As a release of code, named with what it says of itself."""
    draft = read().drafts[0]
    assert ("repository:9001", "release") == (draft.key, draft.kind)
    assert draft.title == "sample/Sample-Kernels: Kernels behind https://arxiv.org/abs/2606.00001"
    assert draft.keys == ("github:sample/sample-kernels",)
    assert draft.links == ("https://arxiv.org/abs/2606.00001", "https://sample.example/kernels")
    assert draft.published_at == datetime(2026, 6, 3, 7, tzinfo=UTC)
    assert draft.extra == {
        "n_stars": 320,
        "n_forks": 12,
        "language": "Cuda",
        "licence": "MIT",
        "topics": ["attention", "inference"],
    }


def test_forks_are_left_out() -> None:
    """They are somebody else's work."""
    assert ["sample/Sample-Kernels", "sample/dots"] == [d.title.partition(":")[0] for d in read().drafts]


def test_an_empty_account_is_told() -> None:
    """As NoEntries."""
    with pytest.raises(NoEntries):
        read("[]")


@pytest.mark.shared
def test_every_recorded_list_of_repositories_is_read(shared: Path) -> None:
    """And every single one, of fifteen years of the API."""
    wanted = re.compile(r"/(?:orgs/\w+/repos|user/repos|repos/[\w.-]+/[\w.-]+)(?:\?.*)?\Z")
    n_read = 0
    for each in recorded(shared):
        if (
            each.status == 200
            and each.method == "GET"
            and wanted.search(each.url)
            and "/legacy/" not in each.url
        ):
            told = json.loads(each.body)
            rows = told if isinstance(told, list) else [told]
            own = [row for row in rows if not row.get("fork") or len(rows) == 1]
            if own and "github.com" in own[0]["html_url"]:
                page = github_org.read(endpoint("github_org"), each.reply)
                assert len(own) == len(page.drafts), each.file
                n_read += 1
    assert n_read > 80
