"""What a person asks for in so many words, and taking it back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def _wishes(run: Run, sense: str) -> list[tuple[str, str]]:
    return [(one["kind"], one["name"]) for one in json.loads(run(sense, "--format", "json").out)]


def test_names_are_spelled_as_the_pack_and_the_works_do(run: Run, planned: Path) -> None:
    """Whatever the capitals, by a lab's other names, and by the end of a topic's id."""
    assert "4 works here" in run("follow", "author", "tri", "dao").out
    run("follow", "lab", "allen institute for ai")
    run("follow", "topic", "kv-cache")
    assert [("author", "Tri Dao"), ("lab", "ai2"), ("topic", "library/kv-cache")] == _wishes(run, "follow")


def test_a_folder_is_made_by_filing(run: Run, planned: Path) -> None:
    """An empty one cannot be followed, and the message says how to fill it."""
    empty = run("follow", "folder", "kernels")
    assert (2, True) == (empty.code, "mainstem file WORK kernels" in empty.err.replace("\n", " "))
    run("file", "2205.14135", "kernels")
    assert "1 work" in run("follow", "folder", "kernels").out


def test_a_library_goes_into_a_folder_once(run: Run, planned: Path, tmp_path: Path) -> None:
    """Imported twice, filed once."""
    ids = tmp_path / "ids.txt"
    ids.write_text("2205.14135\n2401.99991\n")
    for _ in range(2):
        run("import", str(ids), "--folder", "kernels")
    assert "2 works" in run("follow", "folder", "kernels").out
    marks = json.loads(run("show", "2205.14135", "--format", "json").out)["marks"]
    assert ["read", "file"] == [mark["action"] for mark in marks]


def test_a_name_that_nothing_answers_to_is_told_with_what_is_near(run: Run, planned: Path) -> None:
    """Labs, topics and sources are the pack's."""
    told = run("follow", "lab", "deep")
    assert (2, True) == (told.code, "Near to it: deepseek, google-deepmind" in told.err)
    assert "library/kernels" in run("follow", "topic", "kernel").err
    assert "blog-vllm" in run("mute", "source", "vllm").err


def test_a_mute_keeps_its_exceptions_and_told_again_replaces_them(run: Run, planned: Path) -> None:
    """Words as they are, names with their kind."""
    run("mute", "Quantum", "--except", "distillation", "--except", "author:tri dao")
    assert "quantum  except distillation, author:Tri Dao" in run("mute").out
    run("mute", "quantum")
    assert ("except" in run("mute").out, [("word", "quantum")]) == (False, _wishes(run, "mute"))


def test_wishes_end_by_name(run: Run, planned: Path) -> None:
    """And what never stood is an error that says where to look."""
    run("follow", "topic", "kv-cache")
    run("mute", "source", "blog-vllm")
    assert "No longer following topic library/kv-cache" in run("unfollow", "topic", "kv-cache").out
    assert "No longer muted: source blog-vllm" in run("unmute", "source", "blog-vllm").out
    missing = run("unmute", "quantum")
    assert (2, True) == (missing.code, "`mainstem mute` lists them" in missing.err)
    assert "You follow nothing yet" in run("follow").out


def test_undo_takes_back_the_last_of_marks_and_wishes(run: Run, planned: Path) -> None:
    """In the reverse order of their doing."""
    run("follow", "author", "Tri Dao")
    run("rate", "2205.14135", "4")
    run("mute", "quantum")
    told = [run("undo").out for _ in range(4)]
    assert ["mute word quantum", "read of FlashAttention", "follow author Tri Dao"] == [
        line.removeprefix("Taken back: ").split(":")[0].strip() for line in told[:3]
    ]
    assert "Nothing to take back" in told[3]


def test_a_rating_is_a_read(run: Run, planned: Path) -> None:
    """From 1 to 5 and nothing else."""
    assert "Read, 5 of 5" in run("rate", "2205.14135", "5").out
    assert "Must be <= 5" in run("rate", "2205.14135", "6").err


def test_the_plan_says_what_it_left_out(run: Run, planned: Path) -> None:
    """And none of it is in the plan."""
    before = json.loads(run("week", "--offline", "--format", "json").out)
    source = next(s for session in before["sessions"] for s in session["slots"] if not s["items"])
    word = max(source["title"].split(), key=len)
    run("mute", word.strip(":,"))
    after = run("week", "--offline", "--replan")
    assert "Left out because you muted it" in after.out
    assert source["title"] not in after.out


def test_why_tells_the_same_numbers_as_text_and_json(run: Run, planned: Path) -> None:
    """They add up, and the same question has the same answer."""
    run("rate", "2205.14135", "5")
    told = json.loads(run("why", "2309.06180", "--format", "json").out)
    text = run("why", "2309.06180").out
    assert sum(term["log_odds"] for term in told["terms"]) == told["log_odds"]
    assert all(f"{term['log_odds']:+.3f}" in text for term in told["terms"])
    assert f"No. {told['place']:,} of {told['n_works']:,}" in text
    assert told == json.loads(run("why", "2309.06180", "--format", "json").out)
