"""What a history comes to, change by change."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from mainstem.model import Citation, Commit
from mainstem.pipeline.cite import FileChange, Step
from mainstem.pipeline.cite_ledger import Ledger

KEY, OTHER = "arxiv:2205.14135", "doi:10.1/x"
START = datetime(2026, 1, 1, tzinfo=UTC)


def _change(
    path: str | None, added: int = 0, removed: int = 0, *, old: str | None = "", key: str = KEY
) -> FileChange:
    """Lines that cite ``key``, added and removed; ``old`` is another path that the file had."""
    return FileChange(
        old=path if old == "" else old,
        new=path,
        added=Counter({key: added} if added else {}),
        removed=Counter({key: removed} if removed else {}),
        first={key: b"# line"} if added else {},
    )


def _step(day: int, *changes: FileChange, author: str = "A. Author") -> Step:
    return Step(Commit(f"c{day}", START + timedelta(days=day), author), list(changes))


def _ledger(*steps: Step) -> Ledger:
    ledger = Ledger()
    for step in steps:
        ledger.take(step)
    return ledger


def _told(ledger: Ledger) -> list[tuple[str, str, int, str | None]]:
    """Path, first commit, lines, last commit."""
    return [(c.path, c.first_commit, c.n_lines, c.removed_commit) for c in ledger.citations()]


def test_a_citation_begins_with_its_first_line() -> None:
    """With who wrote it, when, and what kind of place it is; more lines are more of the same."""
    ledger = _ledger(_step(1, _change("a.py", 1)), _step(2, _change("a.py", 2)))
    assert [
        Citation(KEY, "a.py", "comment", "A. Author", START + timedelta(days=1), "c1", 3)
    ] == ledger.citations()


def test_a_citation_ends_with_its_last_line() -> None:
    """Not with the first that goes."""
    steps = (_step(1, _change("a.py", 2)), _step(2, _change("a.py", 0, 1)), _step(3, _change("a.py", 0, 1)))
    assert [("a.py", "c1", 1, None)] == _told(_ledger(*steps[:2]))
    assert [("a.py", "c1", 0, "c3")] == _told(_ledger(*steps))


def test_a_removed_file_ends_its_citations() -> None:
    """Also those whose lines its patch does not show."""
    gone = _change(None, old="a.py")
    assert [("a.py", "c1", 0, "c2")] == _told(_ledger(_step(1, _change("a.py", 1)), _step(2, gone)))


def test_a_revert_of_a_removal_goes_on_as_before() -> None:
    """First seen when it was first seen."""
    ledger = _ledger(
        _step(1, _change("a.py", 1)), _step(2, _change("a.py", 0, 1)), _step(3, _change("a.py", 1))
    )
    assert [("a.py", "c1", 1, None)] == _told(ledger)


def test_lines_that_move_within_a_file_change_nothing() -> None:
    """As many come as go."""
    assert [("a.py", "c1", 1, None)] == _told(
        _ledger(_step(1, _change("a.py", 1)), _step(2, _change("a.py", 1, 1)))
    )


def test_a_renamed_file_takes_its_citations_along() -> None:
    """Removed ones too."""
    ledger = _ledger(
        _step(1, _change("a.py", 1), _change("b.py", 1)),
        _step(2, _change("b.py", 0, 1)),
        _step(3, _change("x.py", old="a.py"), _change("y.py", old="b.py")),
    )
    assert [("x.py", "c1", 1, None), ("y.py", "c1", 0, "c2")] == _told(ledger)


def test_two_files_may_swap_their_names() -> None:
    """Within one commit."""
    ledger = _ledger(
        _step(1, _change("a.py", 1)),
        _step(2, _change("b.py", 1, key=OTHER)),
        _step(3, _change("b.py", old="a.py"), _change("a.py", old="b.py")),
    )
    assert [(KEY, "b.py"), (OTHER, "a.py")] == [(c.key, c.path) for c in ledger.citations()]


def test_a_rename_with_changes_counts_them_at_the_new_name() -> None:
    """The patch of the renamed file is told under its new path."""
    ledger = _ledger(_step(1, _change("a.py", 2)), _step(2, _change("b.py", 1, 2, old="a.py")))
    assert [("b.py", "c1", 1, None)] == _told(ledger)


def test_a_line_that_moves_to_another_file_keeps_its_history() -> None:
    """A removal and a new citation in one commit are one that moved, best to a file of the same name."""
    ledger = _ledger(
        _step(1, _change("a/x.py", 1)),
        _step(2, _change("a/y.py", 1)),
        _step(3, _change("a/x.py", 0, 1), _change("a/y.py", 0, 1), _change("b/y.py", 1)),
    )
    assert [("a/x.py", "c1", 0, "c3"), ("b/y.py", "c2", 1, None)] == _told(ledger)


def test_a_move_to_where_it_once_stood_keeps_the_older_beginning() -> None:
    """Two histories become one."""
    ledger = _ledger(
        _step(1, _change("a.py", 1)),
        _step(2, _change("a.py", 0, 1)),
        _step(3, _change("b.py", 1)),
        _step(4, _change("b.py", 0, 1), _change("a.py", 1)),
    )
    assert [("a.py", "c1", 1, None)] == _told(ledger)


def test_a_file_that_goes_among_vendored_ones_cites_no_more() -> None:
    """And one that comes from there begins to."""
    ledger = _ledger(
        _step(1, _change("a.py", 1)),
        _step(2, _change("vendor/a.py", old="a.py")),
        _step(3, _change("b.py", 1, old="vendor/b.py")),
    )
    assert [("a.py", "c1", 0, "c2"), ("b.py", "c3", 1, None)] == _told(ledger)


def test_a_merge_brings_what_its_branch_wrote() -> None:
    """On the day of the merge and by whoever wrote it; what the merge itself wrote is the merger's."""
    ledger = Ledger()
    ledger.take_side(_step(1, _change("a.py", 1), author="B. Author"))
    ledger.take(_step(2, _change("a.py", 1), _change("b.py", 1)), is_merge=True)
    assert [("a.py", "B. Author", "c2", 1), ("b.py", "A. Author", "c2", 1)] == [
        (c.path, c.author, c.first_commit, c.n_lines) for c in ledger.citations()
    ]


def test_a_branch_that_was_never_merged_counts_nothing() -> None:
    """Nor does it lend its authors to a later commit of the main line."""
    ledger = Ledger()
    ledger.take_side(_step(1, _change("a.py", 1), author="B. Author"))
    assert [] == ledger.citations()
    ledger.take(_step(2, _change("a.py", 1)))
    assert [("a.py", "c2", 1, None)] == _told(ledger)


def test_no_paper_is_cited_before_its_month() -> None:
    """Such an id is a placeholder; a clock that is a day ahead is not the point."""
    early, last_of_april = _change("a.py", 1, key="arxiv:2605.00001"), 119
    assert [] == _told(_ledger(_step(last_of_april - 5, early)))
    assert [("a.py", "c119", 1, None)] == _told(_ledger(_step(last_of_april, early)))


def test_more_removed_than_known_is_none_left() -> None:
    """As after a patch that could not be read."""
    ledger = _ledger(_step(1, _change("a.py", 0, 3)), _step(2, _change("a.py", 1)))
    assert [("a.py", "c2", 1, None)] == _told(ledger)


def test_a_walk_goes_on_from_an_earlier_one() -> None:
    """In two parts as in one."""
    steps = [
        _step(1, _change("a.py", 2)),
        _step(2, _change("b.py", 1)),
        _step(3, _change("c.py", 0, 1, old="a.py")),
        _step(4, _change("b.py", 0, 1), _change("d.py", 1)),
    ]
    for cut in range(len(steps) + 1):
        second = Ledger(_ledger(*steps[:cut]).citations())
        for step in steps[cut:]:
            second.take(step)
        assert _ledger(*steps).citations() == second.citations()
