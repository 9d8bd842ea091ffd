"""``mainstem ship`` on a terminal: it asks for what nothing tells, and wants a name typed before a release."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.emulators.hub_site import HubSite
from tests.hub.checkpoints import write
from tests.hub.home import plain, settle

NAME = "sample-lab/tiny"
SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[HubSite]:
    """An empty Hub."""
    with HubSite(tmp_path / "site") as running:
        settle(tmp_path / "home", running, tmp_path / "cache")
        yield running


def _typed(home: Path, words: list[str], *tokens: str) -> int:
    """Runs a command with a terminal on which these lines are typed; its exit status."""
    ours, theirs = pty.openpty()
    with closing(os.fdopen(ours, "wb", buffering=0)) as keys:
        keys.write("".join(f"{word}\n" for word in words).encode())
        command = [sys.executable, "-m", "mainstem", "--home", str(home), "ship", *tokens]
        environ = {**plain(os.environ), "PYTHONPATH": str(SOURCE), "COLUMNS": "80"}
        try:
            return subprocess.run(
                command, stdin=theirs, env=environ, capture_output=True, timeout=60, check=False
            ).returncode
        finally:
            os.close(theirs)


def test_answers_stand_in_the_card(site: HubSite, tmp_path: Path) -> None:
    """Fields in its metadata, sentences in sections; the wrong name publishes nothing, the right one does."""
    folder = write(tmp_path / "tiny", card="# Tiny\n")
    answers = ["apache-2.0", "", "en, de", "", "8 x H100, 31 hours", "Tests.", "Everything else."]
    assert 1 == _typed(tmp_path / "home", [*answers, "sample-lab/other"], str(folder), NAME, "--release")
    assert {} == site.repos
    assert 0 == _typed(tmp_path / "home", [*answers, NAME], str(folder), NAME, "--release")
    card = site.bytes_of(NAME, "README.md").decode()
    assert "license: apache-2.0" in card
    assert "language:\n- en\n- de" in card
    assert "## Intended use\n\nTests." in card
    assert "## Limitations\n\nEverything else." in card
    assert "8 x H100, 31 hours" in card
    assert not site.repos["models", NAME].private
