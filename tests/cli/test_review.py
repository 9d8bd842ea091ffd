"""The quarterly review on the field's own history, from the shipped pack and snapshot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run

V3, R1, FA4, BLOCKED = "arxiv:2412.19437", "arxiv:2501.12948", "arxiv:2603.05451", "arxiv:2601.11659"


def _review(run: Run, *flags: str) -> Any:
    return json.loads(run("review", "--format", "json", *flags).out)


def _kinds(told: Any) -> dict[str, str]:
    return {one["key"]: one["kind"] for one in told["proposals"]}


def _canon(run: Run, *flags: str) -> list[str]:
    return [row["key"] for row in json.loads(run("canon", "--format", "json", *flags).out)]


def test_the_first_quarter_of_2025_proposes_v3_and_r1(run: Run, planned: Path) -> None:
    """With evidence of that quarter and none that came later."""
    told = _review(run, "--quarter", "2025Q1")
    assert ("add", "add") == (_kinds(told)[V3], _kinds(told)[R1])
    days = [ground["on"] for one in told["proposals"] for ground in one["grounds"]]
    assert (True, "2025-03-31") == (all(days), max([*days, "2025-03-31"]))
    assert [] == [row["key"] for row in told["rows"] if row["key"] in (V3, R1)]


def test_the_second_quarter_of_2026_puts_flashattention_4_over_3(run: Run, planned: Path) -> None:
    """By the canon's own link; a fresh home asks about this quarter by itself."""
    told = _review(run)
    (one,) = [one for one in told["proposals"] if one["key"] == FA4]
    assert ("2026-Q2", "supersede", "flashattention-3") == (told["quarter"], one["kind"], one["row"])


def test_llama_4_gets_no_report_that_it_never_had(run: Run, planned: Path) -> None:
    """Its post is told, and nothing is proposed in its name."""
    told = [_review(run, "--quarter", quarter) for quarter in ("2025Q2", "2025Q3", "2026Q1", "2026Q2")]
    assert [] == [one["title"] for review in told for one in review["proposals"] if "lama 4" in one["title"]]
    assert ["no paper or report" in note for note in told[0]["notes"] if "Llama 4" in note] == [True]


def test_the_blocked_paper_is_refused(run: Run, planned: Path) -> None:
    """Aloud in the quarter it came out, and proposed in none."""
    told = [_review(run, "--quarter", quarter) for quarter in ("2026Q1", "2026Q2")]
    assert [] == [review["quarter"] for review in told if BLOCKED in _kinds(review)]
    assert [note for note in told[0]["notes"] if note.startswith(f"Refused: {BLOCKED}")] != []


def test_no_quarter_is_noise(run: Run, planned: Path) -> None:
    """At most ten proposals each, over three years."""
    quarters = [f"{year}Q{number}" for year in (2024, 2025) for number in (1, 2, 3, 4)]
    told = [_review(run, "--quarter", quarter) for quarter in (*quarters, "2026Q1", "2026Q2")]
    assert [] == [one["quarter"] for one in told if len(one["proposals"]) > 10 or one["n_more"]]


def test_a_decision_changes_the_canon_and_undo_brings_it_back(run: Run, planned: Path) -> None:
    """What was decided stands beside the proposal, whose number stays."""
    n = next(one["n"] for one in _review(run)["proposals"] if one["key"] == FA4)
    before = _canon(run)
    said = run("review", "accept", str(n), "--because", "we run Blackwell").out
    assert "Accepted: supersede FlashAttention-4 over FlashAttention-3 (2026-Q2)" in said
    assert (True, "arxiv:2407.08608" in before) == (FA4 in _canon(run), "arxiv:2407.08608" not in _canon(run))
    assert "accept: we run Blackwell" in " ".join(run("review").out.split())
    assert "Taken back: accept supersede FlashAttention-4" in run("review", "undo").out
    assert (before, "No decision stands.\n") == (_canon(run), run("review", "undo").out)


def test_what_is_put_off_comes_back_next_quarter(run: Run, planned: Path) -> None:
    """And what is declined does not."""
    told = _review(run, "--quarter", "2025Q1")["proposals"]
    kept, lost = (next(one for one in told if one["key"] == key) for key in ("arxiv:2405.04434", V3))
    run("review", "defer", str(kept["n"]), "--quarter", "2025Q1")
    run("review", "decline", str(lost["n"]), "--quarter", "2025Q1")
    after = _kinds(_review(run, "--quarter", "2025Q2"))
    assert (True, False) == (kept["key"] in after, lost["key"] in after)


def test_the_canon_of_an_earlier_day_is_readable(run: Run, planned: Path) -> None:
    """From the days on which its rows could have entered; the difference is Markdown."""
    assert (False, True) == (V3 in _canon(run, "--at", "2025-03-01"), V3 in _canon(run, "--at", "2025-04-01"))
    assert "entered about 2017-09-10 (estimated)" in " ".join(run("canon").out.split())
    told = run("canon", "--diff", "2025-03-01", "2025-05-01").out
    assert (2, True) == (told.count("- **+**"), "DeepSeek-R1" in told)


def test_the_review_is_written_as_markdown(run: Run, planned: Path, tmp_path: Path) -> None:
    """With the change that was accepted; a folder that is not there is told."""
    n = next(one["n"] for one in _review(run)["proposals"] if one["key"] == FA4)
    run("review", "accept", str(n))
    file = tmp_path / "review.md"
    run("review", "--write", str(file))
    assert "- **−** [FlashAttention-3" in file.read_text(encoding="utf-8")
    assert 2 == run("review", "--write", str(tmp_path / "none" / "review.md")).code


def test_what_cannot_be_asked_is_said(run: Run, planned: Path) -> None:
    """A number that is none, a day to come, a quarter that is none, and two moments at once."""
    asked = [
        ("accept", "99"),
        ("--at", "2999-01-01"),
        ("--quarter", "2026"),
        ("--at", "2026-01-01", "--quarter", "2026Q1"),
    ]
    assert [2, 2, 2, 2] == [run("review", *flags).code for flags in asked]


def test_a_fresh_screen_fits_80_columns(run: Run, planned: Path) -> None:
    """Staleness with its formula, numbered proposals with evidence, and how to decide."""
    told = run("review", "--quarter", "2025Q1").out
    assert 80 >= max(map(len, told.splitlines()))
    wanted = [
        "Staleness 0.",
        "row-years",
        "DeepSeek-V3",
        "docs of NVIDIA/Megatron-LM",
        "review accept|decline|defer",
    ]
    assert [] == [words for words in wanted if words not in told]
