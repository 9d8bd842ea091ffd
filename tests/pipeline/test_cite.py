"""A patch, line by line, to what it did to citations."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.model import Commit
from mainstem.pipeline.cite import MAX_LINE_BYTES, FileChange, Step, read_whole, steps

HEAD = b"\0c1\0001767225600\0A. Author\n"
URL = b"https://arxiv.org/abs/2205.14135"
KEY = "arxiv:2205.14135"


def _steps(*lines: bytes) -> list[Step]:
    return list(steps(line + b"\n" for line in b"\n".join((HEAD.rstrip(b"\n"), *lines)).split(b"\n")))


def _file(path: str, *body: bytes, old: str | None = None) -> tuple[bytes, ...]:
    """A patch of one hunk."""
    n_old = sum(line.startswith(b"-") for line in body)
    n_new = sum(line.startswith(b"+") for line in body)
    a = f"--- a/{old or path}".encode()
    return (
        f"diff --git a/{old or path} b/{path}".encode(),
        b"index 1..2 100644",
        a,
        f"+++ b/{path}".encode(),
        f"@@ -1,{n_old} +1,{n_new} @@ def f():".encode(),
        *body,
    )


def test_added_and_removed_lines_are_counted_by_work() -> None:
    """Other lines count nothing."""
    step = _steps(*_file("a.py", b"-# " + URL, b"-x", b"+# see " + URL, b"+# and " + URL))[0]
    change = step.changes[0]
    assert Commit("c1", datetime(2026, 1, 1, tzinfo=UTC), "A. Author") == step.commit
    assert ("a.py", {KEY: 1}, {KEY: 2}) == (change.new, dict(change.removed), dict(change.added))
    assert b"# see " + URL == change.first[KEY]


def test_a_line_may_look_like_anything() -> None:
    """Only the counts of a hunk say where it ends."""
    body = (b"--- a/x", b"+++ b/y", b"+@@ -1 +1 @@", b"+diff --git a/z b/z", b"+\0c2\0001\0X", b"+" + URL)
    (step,) = _steps(*_file("a.md", *body))
    assert [("a.md", {KEY: 1})] == [(c.new, dict(c.added)) for c in step.changes]


def test_no_newline_at_the_end_counts_as_no_line() -> None:
    """Git says so in a line of its own, on either side."""
    note = b"\\ No newline at end of file"
    step = _steps(*_file("a.md", b"-" + URL, note, b"+" + URL, note), *_file("b.md", b"+" + URL))[0]
    assert [("a.md", 1, 1), ("b.md", 0, 1)] == [(c.new, c.removed[KEY], c.added[KEY]) for c in step.changes]


def test_new_and_removed_files_have_one_path() -> None:
    """The other is no file at all."""
    new = [b"--- /dev/null" if line.startswith(b"--- ") else line for line in _file("a.md", b"+" + URL)]
    gone = [b"+++ /dev/null" if line.startswith(b"+++ ") else line for line in _file("b.md", b"-" + URL)]
    changes = _steps(*new, *gone)[0].changes
    assert [(None, "a.md"), ("b.md", None)] == [(c.old, c.new) for c in changes]


def test_a_pure_rename_has_no_hunk() -> None:
    """And counts all the same; odd names are quoted like C strings."""
    step = _steps(
        b"diff --git a/a.md b/b.md",
        b"similarity index 100%",
        b"rename from a.md",
        b'rename to "d\\303\\251\\tocs/b \\"x\\".md"',
    )[0]
    assert [("a.md", 'dé ocs/b "x".md')] == [(c.old, c.new) for c in step.changes]


def test_names_with_spaces_end_in_a_tab() -> None:
    """Which is git's, not the name's."""
    step = _steps(
        b"diff --git a/a b.md b/a b.md", b"--- a/a b.md\t", b"+++ b/a b.md\t", b"@@ -0,0 +1 @@", b"+" + URL
    )[0]
    assert ["a b.md"] == [c.new for c in step.changes]


def test_vendored_files_are_passed_over() -> None:
    """With all their lines."""
    step = _steps(*_file("third_party/a.py", b"+# " + URL, b"+" + URL), *_file("a.py", b"+# " + URL))[0]
    assert ["a.py"] == [c.new for c in step.changes]


def test_what_arrives_from_a_vendored_folder_is_read_whole() -> None:
    """Its patch shows next to nothing of it."""
    change = FileChange(old="vendor/a.py", new="src/a.py")
    read_whole(change, [b"# " + URL, b"x = 1", b"# " + URL])
    assert (True, {KEY: 2}) == (change.arrived, dict(change.added))


def test_long_lines_are_not_read_but_counted() -> None:
    """A program wrote them."""
    step = _steps(*_file("a.md", b"+" + URL + b" x" * MAX_LINE_BYTES, b"+" + URL))[0]
    assert [(1, 1)] == [(c.n_long, c.added[KEY]) for c in step.changes]


def test_a_text_that_git_takes_for_binary_is_noted() -> None:
    """A picture is not."""
    step = _steps(
        b"diff --git a/a.md b/a.md",
        b"Binary files a/a.md and b/a.md differ",
        b"diff --git a/a.png b/a.png",
        b"Binary files /dev/null and b/a.png differ",
    )[0]
    assert ["a.md"] == [c.new for c in step.changes if c.unreadable]


def test_bytes_of_other_encodings_do_no_harm() -> None:
    """In a line, in a path, in a name."""
    step = next(
        steps(
            [
                HEAD.replace(b"A. Author", b"J\xfcrgen\x1b[31m"),
                *(line + b"\n" for line in _file("a.md", b"+caf\xe9 " + URL)),
            ]
        )
    )
    assert ("J\ufffdrgen", {KEY: 1}) == (step.commit.author, dict(step.changes[0].added))


@pytest.mark.parametrize("seconds", [b"0", b"99999999999999", b"-5"])
def test_impossible_dates_are_brought_into_the_calendar(seconds: bytes) -> None:
    """Git keeps whatever it was given."""
    (step,) = steps([HEAD.replace(b"1767225600", seconds)])
    assert step.commit.at.tzinfo is UTC


@given(st.lists(st.binary(max_size=40), max_size=20))
def test_nothing_that_follows_a_header_raises(lines: list[bytes]) -> None:
    """Whatever bytes git may tell."""
    body = [line.replace(b"\0", b"").replace(b"\n", b"") + b"\n" for line in lines]
    assert 1 == len(list(steps([HEAD, *body])))
