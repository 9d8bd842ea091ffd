"""What docs/how-to/ship-and-audit.md shows does what it says."""

from __future__ import annotations

import os
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from mainstem.cli import context, main
from mainstem.hub.baseline import load
from tests.emulators.hub_site import HubSite
from tests.hub.checkpoints import write
from tests.hub.home import plain, settle

GUIDE = (Path(__file__).parents[2] / "docs" / "how-to" / "ship-and-audit.md").read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[HubSite]:
    """An empty Hub, and a home that uses it."""
    from huggingface_hub import close_session

    with HubSite(tmp_path / "site") as running:
        settle(tmp_path / "home", running, tmp_path / "cache", 'models_in_use = ["sample-lab/tiny"]')
        yield running
        close_session()


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def _forget() -> None:
    if context.mainstem.cache_info().currsize:
        app = context.mainstem()
        if "store" in app.__dict__:
            app.store.close()
    for cached in (context.mainstem, context.out, context.err):
        cached.cache_clear()


def test_the_walk_works(
    site: HubSite, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command ends well, and every line shown is printed."""
    monkeypatch.setenv("COLUMNS", "80")
    for name in set(os.environ) - set(plain(os.environ)):
        monkeypatch.delenv(name)
    folder = write(tmp_path / "tiny")
    steps = [step for block in _blocks("console") for step in block.split("$ mainstem ")[1:]]
    assert len(steps) >= 8
    for step in steps:
        command, *shown = step.strip().splitlines()
        tokens = [str(folder) if word == "./tiny" else word for word in shlex.split(command)]
        _forget()
        with pytest.raises(SystemExit) as ended:
            main(["--home", str(tmp_path / "home"), *tokens])
        _forget()
        printed = " ".join(capsys.readouterr().out.split())
        assert (command, 0) == (command, ended.value.code)
        assert [] == [line for line in shown if " ".join(line.split()) not in printed]


def test_the_files_shown_are_read(tmp_path: Path) -> None:
    """The baseline is one, and the settings are TOML."""
    baseline, settings = _blocks("toml")
    (tmp_path / "audit.toml").write_text(baseline)
    assert ["pickle:training_args.bin"] == [one.finding for one in load(tmp_path / "audit.toml")]
    assert 2 == len(tomllib.loads(settings)["models_in_use"])
