"""What was learned about a person is listed, corrected and erased."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run


def _learned(run: Run) -> dict[str, Any]:
    told = json.loads(run("me", "--format", "json").out)
    return {f"{one['kind']}:{one['name']}": one for one in told["learned"]}


def test_a_reader_without_marks_is_told_how_to_teach(run: Run, planned: Path) -> None:
    """Nothing is learned from nothing."""
    assert "Nothing was learned about you yet" in run("me").out


def test_every_word_names_the_marks_behind_it(run: Run, planned: Path) -> None:
    """And what each of them gave."""
    run("rate", "2309.06180", "5")
    run("follow", "topic", "kv-cache")
    learned = _learned(run)
    strongest = max(learned.values(), key=lambda one: one["log_odds"])
    behind = [row["work"] or row["wish"] for one in learned.values() for row in one["behind"]]
    assert {"arxiv:2309.06180", "topic library/kv-cache"} == set(behind)
    shown = run("me").out
    assert (strongest["name"] in shown, "follow topic library/kv-cache" in shown) == (True, True)


def test_a_word_is_forgotten_and_remembered(run: Run, planned: Path) -> None:
    """At once, and `undo` does it too."""
    run("rate", "2309.06180", "5")
    word = next(name for name in _learned(run) if name.startswith("word:")).partition(":")[2]
    before = _learned(run)
    run("me", "forget", word)
    assert f"word:{word}" not in _learned(run)
    run("me", "remember", word)
    assert before == _learned(run)
    run("me", "forget", word)
    assert f"Taken back: forget word {word}" in run("undo").out


def test_a_topic_is_not_forgotten_but_unfollowed(run: Run, planned: Path) -> None:
    """The message says how."""
    told = run("me", "forget", "topic:library/kv-cache")
    assert (2, True) == (told.code, "mainstem unfollow topic" in told.err)


def test_erasing_asks_and_leaves_nothing(run: Run, planned: Path) -> None:
    """Without a yes nothing goes; with it every mark, note and wish, and what follows from them."""
    run("read", "2309.06180", "--note", "pages")
    run("mute", "quantum")
    assert 2 == run("me", "erase").code
    assert "2 rows" in run("me", "erase", "--yes").out
    assert {"marks": [], "wishes": [], "learned": []} == json.loads(run("me", "--format", "json").out)


def test_not_interested_says_what_will_be_seen_less(run: Run, planned: Path) -> None:
    """In words of the work itself."""
    told = run("skip", "2309.06180", "--not-interested").out
    assert "You will see less of:" in told
    assert "attention" in told.partition("less of:")[2]
