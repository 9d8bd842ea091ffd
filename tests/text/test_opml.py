"""Lists of feeds: what readers export, what is wrong with it, and what we write."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError
from mainstem.text import opml
from mainstem.text.opml import Outline

AT = datetime(2026, 6, 12, tzinfo=UTC)


def listed(body: str) -> bytes:
    """An OPML file around ``body``."""
    return f"<opml version='2.0'><head><title>Mine</title></head><body>{body}</body></opml>".encode()


def test_folders_are_kept() -> None:
    """A feed knows the folders it lies in, the outermost first."""
    body = listed(
        "<outline text='AI'><outline text='Blogs'>"
        "<outline type='rss' text='A' xmlUrl='https://a.example/feed' htmlUrl='https://a.example/'/>"
        "</outline></outline><outline title='B &amp;amp; C' xmlUrl='https://b.example/feed'/>"
    )
    read = opml.read(body, "mine.opml")
    assert "Mine" == read.title
    assert (
        Outline("https://a.example/feed", "A", "https://a.example/", ("AI", "Blogs")),
        Outline("https://b.example/feed", "B & C"),
    ) == read.outlines


def test_oddities_of_the_wild_are_forgiven() -> None:
    """Attributes in any case, feed: addresses, bare ampersands, feeds twice and entries without an address."""
    body = listed(
        "<outline text='A' XMLURL='feed://a.example/feed'/><outline text='B' xmlurl='feed:https://b.example/x'/>"
        "<outline text='C' xmlUrl='https://c.example/?a=1&b=2'/><outline text='C2' xmlUrl='https://c.example/?a=1&b=2'/>"
        "<outline text='D' xmlUrl='mailto:d@example.org'/><outline type='link' url='https://e.example'/>"
    )
    read = opml.read(body, "mine.opml")
    assert ["https://a.example/feed", "https://b.example/x", "https://c.example/?a=1&b=2"] == [
        outline.url for outline in read.outlines
    ]
    assert ("C", 2) == (read.outlines[2].title, len(read.warnings))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"  \n", EmptyBody),
        (b"# Feeds\n- https://a.example", NotAFeed),
        (b"<rss version='2.0'><channel/></rss>", NotAFeed),
        (listed(""), NoEntries),
        (listed("<outline text='A'>"), Malformed),
        (
            b"<!DOCTYPE o [<!ENTITY a 'b'>]><opml><body><outline text='&a;' xmlUrl='https://a.b/c'/></body></opml>",
            Malformed,
        ),
        (b"<opml>" + b"<outline>" * 100_000, Malformed),
    ],
)
def test_what_is_no_list_is_a_named_error(body: bytes, error: type[ReadError]) -> None:
    """Each is told as what it is, with the file's name."""
    with pytest.raises(error) as told:
        opml.read(body, "mine.opml")
    assert "mine.opml" == told.value.subject


OUTLINES = st.builds(
    Outline,
    st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9?=&]{0,12}", fullmatch=True),
    st.text(st.characters(codec="ascii", categories=["L", "P", "N"]), max_size=12),
    st.just("https://home.example/"),
    st.lists(st.sampled_from(["AI", "Blogs", "R & D"]), max_size=3).map(tuple),
)


@given(st.lists(OUTLINES, min_size=1, max_size=12, unique_by=lambda outline: outline.url))
def test_what_is_written_is_read_again(outlines: list[Outline]) -> None:
    """Addresses, titles, homes and folders survive."""
    read = opml.read(opml.write(outlines, "Mine", AT).encode(), "mine.opml")
    assert {(o.url, o.home, o.folder) for o in outlines} == {(o.url, o.home, o.folder) for o in read.outlines}


def test_feeds_of_one_folder_stand_together() -> None:
    """The list is one that a person can read."""
    told = opml.write(
        [
            Outline("https://a.example/f", "A", folder=("X",)),
            Outline("https://b.example/f", "B"),
            Outline("https://c.example/f", "C", folder=("X",)),
        ],
        "Mine",
        AT,
    )
    assert 1 == told.count('text="X"')
    assert "<dateCreated>Fri, 12 Jun 2026 00:00:00 +0000</dateCreated>" in told


@pytest.mark.shared
def test_recorded_lists_are_read(shared: Path) -> None:
    """Exports of other readers, and a README that is none."""
    folder = shared / "recorded" / "opml"
    counts = {
        path.name: len(opml.read(path.read_bytes(), path.name).outlines) for path in folder.rglob("*.opml")
    }
    assert ({"tinytinyrss.opml", "feed.opml"}, 2) == (set(counts), counts["tinytinyrss.opml"])
    assert 30 < counts["feed.opml"]
    [readme] = folder.rglob("README.md")
    with pytest.raises(NotAFeed):
        opml.read(readme.read_bytes(), "README.md")


@pytest.mark.shared
def test_cut_lists_are_named_errors(shared: Path) -> None:
    """A damaged export is never half an import."""
    for path in (shared / "recorded" / "opml").rglob("*.opml"):
        body = path.read_bytes()
        for n in range(0, len(body) - 10, max(1, len(body) // 20)):
            with pytest.raises(ReadError):
                opml.read(body[:n], path.name)
