"""MLPerf's rounds: the sample, recorded tables, and an emulated organisation."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from mainstem.connectors import TABLE, mlperf
from mainstem.errors import Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Draft, Endpoint, Page, Reply
from mainstem.pipeline.settle import settle
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.shapes import AT, SAMPLES, SOURCE, only
from tests.emulators.driving import follow
from tests.emulators.mlperf_rounds import MlperfRounds, repository

LISTING = "https://api.github.com/orgs/mlcommons/repos?sort=created&direction=desc&per_page=100"
TABLE_AT = "https://api.github.com/repos/mlcommons/inference_results_v9.0/contents/summary_results.json?round=2026-04-01"
SAMPLE = (SAMPLES / "mlperf" / "mlperf.json").read_bytes()


def endpoint(keep: str = "", url: str = LISTING) -> Endpoint:
    return Endpoint("report-sample", "mlperf", url, "official", keep=(keep,) if keep else ())


def read(body: object, url: str = TABLE_AT, keep: str = "", **headers: str) -> Page:
    """What the answer at ``url`` holds."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return mlperf.read(endpoint(keep), Reply(url, 200, headers, data, AT))


def sample() -> Draft:
    return only(read(SAMPLE))


def test_a_round_is_one_item_with_its_table() -> None:
    """Submitter, system, benchmark, accelerators and result of every row; the round's day from its listing."""
    draft = sample()
    assert ("MLPerf Inference v9.0 results", "table", datetime(2026, 4, 1, tzinfo=UTC)) == (
        draft.title,
        draft.kind,
        draft.published_at,
    )
    assert ("inference", "9.0", 5) == (draft.extra["series"], draft.extra["version"], draft.extra["n_rows"])
    assert {
        "submitter": "Other Systems",
        "system": "Other Rack (4 nodes)",
        "benchmark": "llama2-70b-99",
        "scenario": "Offline",
        "division": "closed",
        "availability": "available",
        "suite": "datacenter",
        "accelerator": "Other 100",
        "n_accelerators": 32,
        "result": 81000.0,
        "unit": "Tokens/s",
    } == draft.extra["rows"][1]


def test_the_fastest_system_is_a_fact() -> None:
    """More is better for a rate, less for a latency; the open division competes with nothing."""
    fastest = sample().extra["fastest"]
    assert [("gptj-99", "Small Box", 900.5), ("llama2-70b-99", "Other Rack (4 nodes)", 81000.0)] == [
        (row["benchmark"], row["system"], row["result"]) for row in fastest
    ]


def test_a_round_is_the_work_of_its_repository() -> None:
    """Whoever links the repository means the round."""
    assert ("github:mlcommons/inference_results_v9.0",) == settle(SOURCE, sample(), AT).keys


def test_a_training_table_has_minutes() -> None:
    """The summarizer's CSV: a row a system, a column a benchmark, less is better."""
    head = (
        "public_id,division,availability,submitter,system,number_of_nodes,host_processor_model_name,"
        "host_processors_count,accelerator_model_name,accelerators_count,framework,notes,llama2_70b_lora,"
        "retinanet,details_url,code_url\n"
    )
    rows = (
        "6.0-1,closed,Available,Sample Systems,S512,64,CPU,128,Sample 200,512,X,,1.2,,https://a,https://b\n"
        "6.0-2,closed,Available,Other Systems,O8,1,CPU,2,Other 100,8,X,,24.5,31.0,https://a,https://b\n"
    )
    url = "https://raw.githubusercontent.com/mlcommons/training_results_v9.0/results_branch/summary.csv"
    draft = only(read((head + rows).encode(), url))
    assert ("MLPerf Training v9.0 results", 3) == (draft.title, draft.extra["n_rows"])
    assert [("llama2_70b_lora", 512, 1.2), ("retinanet", 8, 31.0)] == [
        (row["benchmark"], row["n_accelerators"], row["result"]) for row in draft.extra["fastest"]
    ]


def test_a_tree_tells_who_ran_what_and_no_times() -> None:
    """Ten logs of one benchmark are one row, whose result is unknown."""
    runs = [f"Sample/results/S8/llama31_8b/result_{n}.txt" for n in range(10)]
    paths = [*runs, "Sample/systems/S8.json", "README.md", "Other/results/O8/flux1/result_0.txt"]
    url = "https://api.github.com/repos/mlcommons/training_results_v9.0/git/trees/HEAD?recursive=1&round=2026-06-01"
    page = read({"tree": [{"path": path} for path in paths], "truncated": True}, url)
    rows = only(page).extra["rows"]
    assert [("Sample", "llama31_8b", None), ("Other", "flux1", None)] == [
        (row["submitter"], row["benchmark"], row["result"]) for row in rows
    ]
    assert ([], 1) == (only(page).extra["fastest"], len(page.warnings))


ROWS = [
    repository("training_policies", "2026-06-09"),
    repository("inference_results_v9.1", "2026-06-01"),
    repository("storage_results_v9.0", "2026-05-01"),
    repository("inference_results_v9.0", "2026-04-01"),
    repository("inference_results_v8.1", "2025-09-01"),
    repository("inference_results_v4.0", "2024-03-01"),
]


def test_a_listing_asks_for_the_tables_of_the_newest_rounds() -> None:
    """Rounds with a table come by it; a round from before there were tables comes as it is."""
    page = read(ROWS, LISTING, "mlcommons/inference_results_v")
    assert ["mlcommons/inference_results_v4.0"] == [draft.key for draft in page.drafts]
    assert [
        f"https://api.github.com/repos/mlcommons/inference_results_{v}/contents/summary_results.json?round={day}"
        for v, day in (("v9.1", "2026-06-01"), ("v9.0", "2026-04-01"))
    ] == [request.url for request in page.more]


def test_a_series_without_tables_is_still_told() -> None:
    """A round of Storage is its repository, dated by its creation."""
    draft = only(read(ROWS, LISTING, "mlcommons/storage_results_v"))
    assert ("MLPerf Storage v9.0 results", datetime(2026, 5, 1, tzinfo=UTC)) == (
        draft.title,
        draft.published_at,
    )


def test_the_listing_is_paged_until_a_round_is_met() -> None:
    """An organisation makes other repositories, too."""
    link = f'<{LISTING}&page=2>; rel="next"'
    page = read(ROWS[:1], LISTING, link=link)
    assert ((), f"{LISTING}&page=2") == (page.drafts, page.next.url if page.next else None)
    assert read(ROWS, LISTING, link=link).next is None


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"message": "API rate limit exceeded"}, Refusal),
        ([], NotAFeed),
        ([{"Submitter": "A"}], NotAFeed),
        (ROWS[:1], NoEntries),
        (b"[{", Malformed),
        (b"<!doctype html><title>Sign in</title>", NotAFeed),
        (b"404: Not Found", NotAFeed),
    ],
)
def test_other_answers_are_named_errors(body: object, error: type[ReadError]) -> None:
    """What is neither listing nor table is told as what it is."""
    with pytest.raises(error):
        read(body, LISTING)


def test_the_newest_repositories_are_asked_for() -> None:
    """Sorted by creation; a table's own address stays as it is."""
    bare = endpoint(url="https://api.github.com/orgs/mlcommons/repos")
    assert LISTING == mlperf.first(bare, date(2026, 6, 12)).url
    own = endpoint(url="https://results.example/summary.csv")
    assert "https://results.example/summary.csv" == mlperf.first(own, date(2026, 6, 12)).url


RECORDED = [
    ("mlcommons+inference_results_v4.1/summary_results.json", "mlcommons/inference_results_v4.1", 937, 34),
    ("GATEOverflow+mlperf_inference_submissions_v5.0/summary.json", None, 1285, 16),
    ("GATEOverflow+mlperf_inference_submissions_v5.0/summary.csv", None, 1285, 16),
]


def recorded(shared: Path, path: str) -> Reply:
    url = f"https://raw.githubusercontent.com/{path.replace('+', '/', 1)}"
    return Reply(url, 200, {}, (shared / "recorded" / "mlcommons" / path).read_bytes(), AT)


@pytest.mark.shared
@pytest.mark.parametrize(("path", "key", "n_rows", "n_fastest"), RECORDED)
def test_recorded_tables_are_read_whole(
    shared: Path, path: str, key: str | None, n_rows: int, n_fastest: int
) -> None:
    """Every row, with a result each; a table that is not a published round claims to be none."""
    reply = recorded(shared, path)
    draft = only(mlperf.read(endpoint(), reply))
    assert (key or reply.url, n_rows, n_fastest) == (
        draft.key,
        draft.extra["n_rows"],
        len(draft.extra["fastest"]),
    )
    assert all(row["result"] for row in draft.extra["rows"])


@pytest.mark.shared
def test_the_recorded_round_has_its_winners(shared: Path) -> None:
    """As published: the largest Offline and Server results of Llama 2 70B in the closed division of v4.1."""
    fastest = only(mlperf.read(endpoint(), recorded(shared, RECORDED[0][0]))).extra["fastest"]
    assert {"Offline": ("JuniperNetworks", 82749.6), "Server": ("JuniperNetworks", 82273.2)} == {
        row["scenario"]: (row["submitter"], row["result"])
        for row in fastest
        if row["benchmark"] == "llama2-70b-99"
    }


@pytest.mark.shared
def test_damaged_tables_invent_nothing(shared: Path) -> None:
    """Cut or flipped: the one round or a named error; other pages: a named error."""
    bodies = {TABLE_AT: json.dumps(json.loads(recorded(shared, RECORDED[0][0]).body)[:60]).encode()}
    bodies["https://x.example/summary.csv"] = recorded(shared, RECORDED[2][0]).body[:20_000]
    for url, body in bodies.items():
        whole = keys_of(TABLE["mlperf"], endpoint(), Reply(url, 200, {}, body, AT))
        for hurt in damaged(body):
            assert keys_of(TABLE["mlperf"], endpoint(), Reply(url, 200, {}, hurt, AT)) in (None, whole)
    for hurt in error_bodies(shared):
        assert keys_of(TABLE["mlperf"], endpoint(), Reply(LISTING, 200, {}, hurt, AT)) is None


CELLS = st.none() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.integers(), max_size=2)
NAMES = st.sampled_from(
    ["full_name", "Submitter", "System", "Model", "a#", "Performance_Result", "tree", "errors"]
)


@given(st.lists(st.dictionaries(NAMES, CELLS), max_size=4) | st.dictionaries(NAMES, CELLS))
def test_any_json_ends_as_drafts_or_a_named_error(data: Any) -> None:
    """No shape of JSON breaks the reading."""
    keys_of(TABLE["mlperf"], endpoint(), Reply(LISTING, 200, {}, json.dumps(data).encode(), AT))


def test_a_poll_takes_rounds_and_tables_through_the_network(httpserver: HTTPServer) -> None:
    """A listing in two pages, the tables of Inference in their raw form, and one that is missing as a warning."""
    mlcommons = MlperfRounds(ROWS[:5], {"inference_results_v9.0": SAMPLE, "inference_results_v9.1": b""})
    mlcommons.serve(httpserver)
    told = follow(httpserver.url_for("/orgs/mlcommons/repos"), "mlperf", AT, keep=("mlcommons/inference",))
    assert ["mlcommons/inference_results_v9.0"] == list(told.items)
    assert (1, []) == (len(told.warnings), told.errors)
    assert {"list": 1, "inference_results_v9.0": 1, "inference_results_v9.1": 1} == mlcommons.asked


def test_a_poll_takes_the_tree_of_a_training_round(httpserver: HTTPServer) -> None:
    """Who ran what, where no times are published."""
    rows = [repository(f"other-{n}", "2026-06-02") for n in range(4)] + [
        repository("training_results_v9.0", "2026-06-01")
    ]
    trees = {"training_results_v9.0": ["Sample/results/S8/llama31_8b/result_0.txt"]}
    mlcommons = MlperfRounds(rows, trees=trees)
    mlcommons.serve(httpserver)
    told = follow(httpserver.url_for("/orgs/mlcommons/repos"), "mlperf", AT, keep=("mlcommons/training",))
    assert (["mlcommons/training_results_v9.0"], []) == (list(told.items), told.errors)
    assert 2 == mlcommons.asked["list"]
