"""Finding, loading and starting packs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mainstem import packs
from mainstem.errors import PackError, UsageError
from tests.packs.conftest import CONNECTORS, faults_of


def test_a_shipped_pack_is_found_by_its_name() -> None:
    """The name is the folder's with hyphens."""
    assert {"llm-systems": packs.find("llm-systems")} == packs.shipped()


def test_a_pack_is_found_by_its_folder(folder: Path) -> None:
    """A path works where a name does."""
    assert folder == packs.find(str(folder))


def test_a_name_that_nobody_ships_is_told_with_those_that_are() -> None:
    """The error says what may be written instead."""
    with pytest.raises(PackError, match=r"nowhere: is neither a shipped pack \(llm-systems\) nor a folder"):
        packs.find("nowhere")


def test_the_skeleton_passes_the_check_as_it_stands(folder: Path) -> None:
    """A person starts from something sound."""
    pack = packs.load(folder, CONNECTORS.get)
    assert ("small", 5, 1) == (pack.name, len(pack.sources), len(pack.canon))


def test_the_skeleton_points_to_no_real_site_but_arxiv(folder: Path) -> None:
    """Examples must never be polled by accident."""
    pack = packs.load(folder, CONNECTORS.get)
    hosts = {e.url.split("/")[2] for s in pack.sources for e in s.endpoints if e.url}
    assert {"export.arxiv.org"} == {host for host in hosts if not host.endswith("example.org")}


def test_the_skeleton_leaves_a_folder_with_something_in_it_alone(folder: Path) -> None:
    """Nothing of a person's is overwritten."""
    with pytest.raises(UsageError, match="is there already and not empty"):
        packs.skeleton("other", folder)
    assert "small" == packs.load(folder, CONNECTORS.get).name


def test_the_skeleton_takes_an_empty_folder(tmp_path: Path) -> None:
    """A folder made beforehand is fine."""
    assert tmp_path == packs.skeleton("other", tmp_path)


@pytest.mark.parametrize("name", ["", "My Pack", "../x", "-x"])
def test_the_skeleton_refuses_what_is_no_name(name: str, tmp_path: Path) -> None:
    """The name ends up in files and settings."""
    with pytest.raises(UsageError, match="is not a name for a pack"):
        packs.skeleton(name, tmp_path / "new")


def test_the_skeleton_says_where_it_may_not_write(tmp_path: Path) -> None:
    """A foreign error becomes one that says what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="Name a folder that you may write to"):
        packs.skeleton("other", tmp_path / "file" / "new")


def test_all_faults_of_a_pack_are_told_together(folder: Path) -> None:
    """A person corrects them in one go."""
    (folder / "labs.toml").write_text('[[lab]]\nid = "a"\nsector = "none"\n')
    (folder / "pack.toml").write_text('name = "small"\n')
    with pytest.raises(PackError) as caught:
        packs.load(folder, CONNECTORS.get)
    assert [
        "pack.toml: top: title",
        "pack.toml: top: description",
        "pack.toml: top: compiled",
        "labs.toml: a: name",
        "labs.toml: a: sector",
        "repositories.toml: example-lab/example: lab",
    ] == [fault.subject for fault in faults_of(caught.value)]


def test_an_overlay_that_is_not_there_changes_nothing(folder: Path, tmp_path: Path) -> None:
    """Most people have none."""
    plain = packs.load(folder, CONNECTORS.get)
    assert plain == packs.load(folder, CONNECTORS.get, tmp_path / "none")


def test_an_overlay_adds_a_source(folder: Path, overlay: Callable[..., Path]) -> None:
    """A new id is a new entry, after the pack's own."""
    mine = overlay(**{"sources/podcast.toml": _source("podcast-mine", "Mine")})
    pack = packs.load(folder, CONNECTORS.get, mine)
    assert ("podcast-mine", "podcast") == (pack.sources[-1].id, pack.sources[-1].shelf)


def test_an_overlay_replaces_an_entry_of_the_same_id(folder: Path, overlay: Callable[..., Path]) -> None:
    """The whole entry is replaced, in its place, and may move to another shelf."""
    ids = [source.id for source in packs.load(folder, CONNECTORS.get).sources]
    mine = overlay(**{"sources/newsletter.toml": _source("blog-example", "Another")})
    pack = packs.load(folder, CONNECTORS.get, mine)
    assert ids == [source.id for source in pack.sources]
    source = pack.source("blog-example")
    assert source is not None
    assert ("Another", "newsletter") == (source.name, source.shelf)


def test_an_overlay_silences_sources_by_id_and_by_shelf(folder: Path, overlay: Callable[..., Path]) -> None:
    """A silenced source stays in the list, marked."""
    mine = overlay(**{"overlay.toml": 'silence = ["blog-example"]\nsilence_shelves = ["community"]'})
    pack = packs.load(folder, CONNECTORS.get, mine)
    silent = {source.id for source in pack.sources if source.silenced}
    assert {"blog-example", "community-example-forum", "community-example-chat"} == silent


def test_an_overlay_silences_a_slot_and_its_places(folder: Path, overlay: Callable[..., Path]) -> None:
    """Other entries are left out, and with a slot its mention in the sessions."""
    cadence = packs.load(folder, CONNECTORS.get, overlay(**{"overlay.toml": 'silence = ["talk"]'})).cadence
    assert "talk" not in {slot.kind for slot in cadence.slots}
    assert all("talk" not in session.holds for session in cadence.sessions)


def test_an_overlay_changes_single_values_above_the_entries(
    folder: Path, overlay: Callable[..., Path]
) -> None:
    """The budget or one prior, without repeating the file."""
    mine = overlay(
        **{"cadence.toml": "budget_min = 240", "manners.toml": "[priors.source]\nvenue-example = 0.9\n"}
    )
    pack = packs.load(folder, CONNECTORS.get, mine)
    assert (240, {"blog-example": 0.7, "venue-example": 0.9}) == (pack.cadence.budget_min, pack.priors.source)


@pytest.mark.parametrize(
    ("file", "text", "subject"),
    [
        ("sources/blog.toml", "[[source]]\nid = 'blog-x'\n", "mine/sources/blog.toml: blog-x: name"),
        ("cadence.toml", "budget_min = 1000", "mine/cadence.toml: top: budget_min"),
        ("cadence.toml", "budget_min = 'a'", "mine/cadence.toml: top: budget_min"),
        ("manners.toml", "[priors.source]\nnobody = 0.5", "mine/manners.toml: top: priors.source.nobody"),
        ("overlay.toml", "silence = ['nobody']", "mine/overlay.toml: top: silence"),
        ("overlay.toml", "silenced = []", "mine/overlay.toml: top: silenced"),
        ("bolg.toml", "", "mine/bolg.toml"),
        ("labs.toml", "[[lab]", "mine/labs.toml: line 1: column 6"),
    ],
)
def test_an_error_in_an_overlay_names_its_file(
    file: str, text: str, subject: str, folder: Path, overlay: Callable[..., Path]
) -> None:
    """A person looks into the right file."""
    with pytest.raises(PackError) as caught:
        packs.load(folder, CONNECTORS.get, overlay(**{file: text}))
    assert subject in [fault.subject for fault in faults_of(caught.value)]


def _source(source_id: str, name: str) -> str:
    return f"""
[[source]]
id = "{source_id}"
name = "{name}"
kind = "feed"
sector = "independent"
axes = ["tools"]
cadence = "weekly"
description = "A feed."

[[source.endpoint]]
type = "rss"
url = "https://feed.example.org/"
status = "listed"
"""


def test_a_pack_with_many_faults_tells_twenty_and_how_many_more(folder: Path) -> None:
    """One a line; a page of them helps nobody."""
    labs = "".join(f'[[lab]]\nid = "lab-{n}"\nname = "L"\n' for n in range(25))
    (folder / "labs.toml").write_text(f'{labs}[[lab]]\nid = "example-lab"\nname = "L"\nsector = "mixed"\n')
    with pytest.raises(PackError) as caught:
        packs.load(folder, CONNECTORS.get)
    lines = str(caught.value).splitlines()
    assert (21, "labs.toml: lab-0: sector: is missing") == (len(lines), lines[0])
    assert "and 5 more. Correct the field and run `mainstem pack check`" == lines[-1]
