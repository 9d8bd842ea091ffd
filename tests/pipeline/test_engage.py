"""What counts as a contribution, how far one is, and which issues fit a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mainstem.model import Contribution, Item
from mainstem.pipeline.engage import Fit, Target, contribution, suggestions, targets
from tests.pipeline.planning.fakes import CADENCE

AT = datetime(2026, 6, 12, 12, tzinfo=UTC)
HOME = "https://github.com/sample/engine"


def issue(number: int = 1, title: str = "Crash on long prompts", **told: Any) -> Item:
    """An open issue of the sample engine, opened two months ago."""
    url = f"{HOME}/issues/{number}"
    extra = {"state": "open", "n_comments": 3, **told.pop("extra", {})}
    fields: dict[str, Any] = {"url": url, "published_at": AT - timedelta(days=60), **told}
    return Item(
        f"t/{number}", "t", url, f"github:{number}", title, fields.pop("url"), "issue", "community", "independent",
        AT, extra=extra, **fields,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "kind", "extra", "expected"),
    [
        (f"{HOME}/issues/3", "issue", {}, ("issue", "sample/engine")),
        (f"{HOME}/pull/3", "issue", {"pull": True}, ("pull", "sample/engine")),
        (f"{HOME}/discussions/3", "thread", {}, ("discussion", "sample/engine")),
        (f"{HOME}/releases/tag/v1", "release", {}, ("release", "sample/engine")),
        ("https://huggingface.co/lab/model/discussions/2", "thread", {}, ("discussion", "lab/model")),
        ("https://huggingface.co/lab/model/discussions/2", "thread", {"pull": True}, ("pull", "lab/model")),
        ("https://huggingface.co/lab/model", "model", {}, ("release", "lab/model")),
        ("https://blog.example.org/1", "post", {}, None),
    ],
)
def test_entries_of_github_and_the_hub_are_contributions(
    url: str, kind: Any, extra: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    """By their address, and a pull request of the Hub by what it says."""
    made = contribution("me", replace(issue(), url=url, kind=kind, extra=extra), AT, "store")
    assert expected == (made and (made.kind, made.project))


def test_progress_counts_the_month_and_the_quarter() -> None:
    """Talks and workshops count as talks, all else as contributions; a week belongs to its Thursday's month."""
    done = [
        Contribution("me", kind, "x", "", datetime(2026, month, day, tzinfo=UTC))
        for kind, month, day in (
            ("pull", 6, 2),
            ("post", 5, 28),
            ("workshop", 4, 9),
            ("talk", 3, 5),
            ("issue", 7, 1),
        )
    ]
    expected = [Target("contribution", "month", 1, 1), Target("talk", "quarter", 1, 1)]
    assert expected == targets(CADENCE, done, date(2026, 6, 12))


def test_what_fits_comes_first_with_its_reasons() -> None:
    """Offered to newcomers, unanswered, of interest, near to what was read, on hardware that is there."""
    fit = Fit(
        interests=("library/kernels", "fp8"),
        hardware=("H100",),
        read=("Paged attention kernels at scale",),
        projects={"sample/engine"},
        topics={"github:1": ("library/kernels", "library")},
    )
    found = suggestions(
        [
            issue(2, "Typo in the docs"),
            issue(
                1,
                "Paged attention returns NaN",
                text="Seen on 8 x H100.",
                extra={"labels": ["Good First Issue"], "n_comments": 0},
                published_at=AT,
            ),
        ],
        fit,
        AT,
    )
    assert [f"{HOME}/issues/1", f"{HOME}/issues/2"] == [one.url for one in found]
    expected = (
        "labelled “good first issue”",
        "your interest: library/kernels",
        "near to what you read: Paged attention kernels at scale",
        "reproducible on your H100",
        "unanswered",
        "you contributed to sample/engine before",
        "opened in the last 30 days",
    )
    assert (1.0, expected) == (found[0].score, found[0].reasons)


def test_other_hardware_counts_against_an_issue() -> None:
    """What cannot be reproduced is behind what can, and says why."""
    extra = {"labels": ["help wanted"]}
    here, there = issue(1, "Hang on H100", extra=extra), issue(2, "Hang on MI300X", extra=extra)
    found = suggestions([there, here], Fit(hardware=("H100",)), AT)
    assert [here.url, there.url] == [one.url for one in found]
    assert "seen on MI300X, which you have not" in found[1].reasons


def test_what_is_closed_taken_stale_or_a_pull_request_is_not_suggested() -> None:
    """Nor what has not moved for a year."""
    offered = {"labels": ["good first issue"]}
    out = [
        issue(1, extra={**offered, "state": "closed"}),
        issue(2, extra={**offered, "pull": True}),
        issue(3, extra={"labels": ["good first issue", "stale"]}),
        issue(4, extra=offered, published_at=AT - timedelta(days=400)),
        issue(5, extra=offered),
    ]
    assert [] == suggestions(out, Fit(taken={f"{HOME}/issues/5"}), AT)


def test_a_project_is_suggested_twice_at_most() -> None:
    """The list is a choice, not one tracker."""
    extra = {"labels": ["help wanted"]}
    assert 2 == len(suggestions([issue(n, extra=extra) for n in range(1, 6)], Fit(), AT))
