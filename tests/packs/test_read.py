"""What is found in a pack's folder, before anything is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from mainstem.packs.read import FILES, OPTIONAL, read_overlay, read_pack


def _subjects(folder: Path) -> list[str]:
    return [fault.subject for fault in read_pack(folder).faults]


def test_every_file_of_a_pack_must_be_there(tmp_path: Path) -> None:
    """An empty folder is told file by file."""
    needed = [file for file in FILES if file not in OPTIONAL]
    assert [*needed, "sources/<shelf>.toml"] == _subjects(tmp_path)


def test_an_overlay_needs_no_file(tmp_path: Path) -> None:
    """Nor even a folder."""
    assert [] == read_overlay(tmp_path / "none").faults


@pytest.mark.parametrize("file", ["lab.toml", "overlay.toml", "sources/blogs.toml"])
def test_a_file_that_no_pack_has_is_told(file: str, folder: Path) -> None:
    """A misspelt name must not be passed over in silence."""
    (folder / file).write_text("")
    assert [file] == _subjects(folder)


@pytest.mark.parametrize(
    ("text", "subject", "what"),
    [
        (b"[[lab]]\nid = \n", "labs.toml: line 2: column 6", "is not TOML: Invalid value"),
        (b"[[lab]]\nid = 'a", "labs.toml", "is not TOML"),
        (b"id = '\xff'", "labs.toml: byte 6", "is not UTF-8"),
        (b"a = " + b"[" * 5000, "labs.toml", "is nested too deeply"),
        (b"a = " + b"1" * 5000, "labs.toml", "is not TOML: Exceeds the limit"),
        (b"lab = 3", "labs.toml: top: lab", "must be tables, each under [[lab]]"),
        (b"[[labs]]\n", "labs.toml: top: labs", "is not known; allowed are [[lab]]"),
    ],
)
def test_a_broken_file_is_told_with_its_place(text: bytes, subject: str, what: str, folder: Path) -> None:
    """File and line where there is one, and what is wrong there."""
    (folder / "labs.toml").write_bytes(text)
    (fault,) = read_pack(folder).faults
    assert subject == fault.subject
    assert fault.what.startswith(what)


def test_a_file_that_cannot_be_read_is_told(folder: Path) -> None:
    """Here a folder stands where the file should."""
    (folder / "labs.toml").unlink()
    (folder / "labs.toml").mkdir()
    assert ["labs.toml", "labs.toml"] == _subjects(folder)


def test_an_id_that_stands_twice_is_told_with_the_other_place(folder: Path) -> None:
    """Also over two files of sources."""
    blog = (folder / "sources" / "blog.toml").read_text()
    (folder / "sources" / "podcast.toml").write_text(blog)
    (fault,) = read_pack(folder).faults
    assert "sources/podcast.toml: blog-example: id" == fault.subject
    assert "'blog-example' stands twice; the other is in sources/blog.toml" == fault.what


def test_the_shelf_is_said_by_the_file_alone(folder: Path) -> None:
    """One place to say it."""
    (folder / "sources" / "podcast.toml").write_text('[[source]]\nid = "x"\nshelf = "blog"\n')
    assert ["sources/podcast.toml: x: shelf"] == _subjects(folder)


def test_an_entry_without_a_name_goes_by_its_number(folder: Path) -> None:
    """Counted from 1 in its file."""
    (folder / "sources" / "podcast.toml").write_text("[[source]]\n[[source]]\n")
    assert {"source 1", "source 2"} < read_pack(folder).names("source")
