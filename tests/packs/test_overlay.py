"""Editing an overlay: entries come and go, and everything else stays as the person wrote it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.errors import PackError, UnknownSource
from mainstem.packs import overlay

MINE = """# My blogs, by hand.

# The first one.
[[source]]
id = "blog-one"
name = "One"   # a remark

[[source.endpoint]]
type = "rss"

# The second one.
# It has two lines of comment.
[[source]]
id = "blog-two"
name = "Two"
"""


def ids(text: str) -> list[str]:
    return [row["id"] for row in tomllib.loads(text).get("source", [])]


def test_an_entry_is_written_as_one_would_write_it() -> None:
    """Comment, source, endpoints; nothing that is empty."""
    written = overlay.entry(
        "Added by hand",
        {
            "id": "blog-a",
            "name": 'A "quoted" name',
            "axes": ["external"],
            "home": "",
            "ids": {"folder": "AI"},
        },
        [{"type": "rss", "url": "https://a.example/feed", "status": "live 2026-06-12"}],
    )
    assert (
        '# Added by hand\n[[source]]\nid = "blog-a"\nname = "A \\"quoted\\" name"\naxes = ["external"]\n'
        'ids = { folder = "AI" }\n\n[[source.endpoint]]\ntype = "rss"\nurl = "https://a.example/feed"\n'
        'status = "live 2026-06-12"\n'
    ) == written


def test_an_entry_is_appended() -> None:
    """What stands there stays, byte for byte."""
    text = overlay.added(MINE, '[[source]]\nid = "blog-three"\n')
    assert (True, ["blog-one", "blog-two", "blog-three"]) == (text.startswith(MINE), ids(text))


def test_an_entry_is_cut_out_with_its_comments() -> None:
    """The neighbours keep theirs."""
    first, second = (
        overlay.removed(MINE, "blog-one", "blog.toml"),
        overlay.removed(MINE, "blog-two", "blog.toml"),
    )
    assert (["blog-two"], ["blog-one"]) == (ids(first), ids(second))
    assert ("# My blogs, by hand." in first, "# The second one." in first, "# The first one." in first) == (
        True,
        True,
        False,
    )
    assert ("# a remark" in second, "two lines" in second) == (True, False)


def test_adding_and_removing_is_nothing() -> None:
    """The undo of adding."""
    text = overlay.added(MINE, overlay.entry("Added", {"id": "blog-three"}, []))
    assert MINE == overlay.removed(text, "blog-three", "blog.toml")


def test_a_source_that_is_not_there_is_named() -> None:
    """Nothing is cut on a guess."""
    with pytest.raises(UnknownSource, match="blog-ten"):
        overlay.removed(MINE, "blog-ten", "blog.toml")


def test_what_cannot_be_cut_safely_is_left_to_the_person() -> None:
    """A head inside a text is no head."""
    odd = 'id = "x"\n[[source]]\nid = "a"\nname = """\n[[source]]\n"""\n'
    with pytest.raises(PackError, match="by hand"):
        overlay.removed(odd, "a", "blog.toml")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# mine\n",
        'silence = ["x"]\n',
        'silence = [\n  "x",  # loud\n]\nsilence_shelves = ["book"]\n',
        "silence = []",
    ],
)
def test_silencing_keeps_what_stands_there(text: str) -> None:
    """And taking it back gives what was silenced before."""
    once = overlay.silenced(text, "blog-a")
    names = tomllib.loads(text).get("silence", [])
    assert ["blog-a", *names] == tomllib.loads(once)["silence"]
    assert once == overlay.silenced(once, "blog-a")
    assert names == tomllib.loads(overlay.silenced(once, "blog-a", undo=True)).get("silence", [])


@given(st.lists(st.from_regex(r"[a-z0-9][a-z0-9._-]{0,8}", fullmatch=True), unique=True, max_size=6))
def test_silencing_and_taking_back_in_any_order(names: list[str]) -> None:
    """Every list of names survives."""
    text = "# mine\n"
    for name in names:
        text = overlay.silenced(text, name)
    assert list(reversed(names)) == tomllib.loads(text).get("silence", [])
    for name in names:
        text = overlay.silenced(text, name, undo=True)
    assert ([], "# mine") == (tomllib.loads(text).get("silence", []), text.splitlines()[0])


def test_files_are_found_by_their_source(tmp_path: Path) -> None:
    """The file is written whole, and goes when it would be empty."""
    path = tmp_path / "sources" / "blog.toml"
    overlay.put(path, MINE)
    assert path == overlay.file_of(tmp_path, "blog-two")
    with pytest.raises(UnknownSource, match="silence"):
        overlay.file_of(tmp_path, "blog-of-the-pack")
    overlay.put(path, "")
    assert [] == list(path.parent.iterdir())
