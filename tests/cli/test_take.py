"""Files to take away, and addresses to subscribe to, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_the_canon_is_written_as_bibtex(run: Run, planned: Path, tmp_path: Path) -> None:
    """Into a file, or to the output."""
    file = tmp_path / "canon.bib"
    told = run("export", "bibtex", "--of", "canon", "--out", str(file))
    assert (0, f"Written: {file}\n") == (told.code, told.out)
    assert "{{Attention Is All You Need}}" in file.read_text()
    assert file.read_text() == run("export", "bibtex", "--of", "canon").out


@pytest.mark.parametrize(
    ("fmt", "held"), [("html", "<!doctype html>"), ("ics", "BEGIN:VEVENT"), ("atom", "<entry>")]
)
def test_the_week_is_written_in_every_format(run: Run, planned: Path, fmt: str, held: str) -> None:
    """Those of plans and those of lists."""
    assert held in run("export", fmt).out


def test_what_a_search_finds_is_written(run: Run, planned: Path) -> None:
    """As in the web app."""
    found = json.loads(run("export", "jsonfeed", "--of", "stream:paper").out)
    assert "stream:paper" == found["title"]
    assert found["items"]


def test_a_format_that_is_none_is_told_with_those_there_are(run: Run, planned: Path) -> None:
    """A calendar of the canon makes no sense."""
    told = run("export", "ics", "--of", "canon")
    assert 2 == told.code
    assert "There are atom, bibtex, csl, html, jsonfeed, md" in told.err


def test_a_site_is_written(run: Run, planned: Path, tmp_path: Path) -> None:
    """And where to look is told."""
    told = run("site", str(tmp_path / "public"))
    assert f"Open {tmp_path / 'public' / 'index.html'}" in told.out.replace("\n", " ")
    assert (tmp_path / "public" / "index.html").is_file()


def test_an_address_is_made_listed_and_taken_back(run: Run, planned: Path) -> None:
    """Its secret is printed once."""
    made = run("links", "add", "phone")
    secret = made.out.split("/out/")[1].split("/")[0]
    listed = run("links")
    assert ("phone" in listed.out, secret in listed.out) == (True, False)
    link_id = listed.out.splitlines()[1].split()[0]
    assert f"{link_id} opens nothing any more.\n" == run("links", "remove", link_id).out
    assert 2 == run("links", "remove", link_id).code
