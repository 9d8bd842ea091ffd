"""``mainstem ship`` as a person runs it, on the emulated Hub."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mainstem import store
from tests.cli.conftest import Run
from tests.emulators.hub_site import TOKEN, HubSite
from tests.hub.checkpoints import files, write
from tests.hub.home import settle

NAME = "sample-lab/tiny"


@pytest.fixture
def site(tmp_path: Path, home: Path) -> Iterator[HubSite]:
    """An empty Hub that the home's settings name."""
    from huggingface_hub import close_session

    with HubSite(tmp_path / "site") as running:
        settle(home, running, tmp_path / "cache")
        yield running
        close_session()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small sound checkpoint."""
    return write(tmp_path / "tiny")


def test_a_dry_run_sends_nothing(run: Run, site: HubSite, folder: Path) -> None:
    """Everything is looked at, nothing is written or asked to be made."""
    before = files(folder)
    ran = run("ship", str(folder), NAME, "--dry-run")
    assert (0, before, {}) == (ran.code, files(folder), site.repos)
    assert "It can be shipped. Nothing was sent." in ran.out
    assert "does not tell its data, hardware and hours" in " ".join(ran.out.split())


def test_what_is_wrong_is_named_and_stops_it(run: Run, site: HubSite, folder: Path) -> None:
    """A secret and a lost shard; exit status 1, nothing sent."""
    (folder / "model-00002-of-00002.safetensors").unlink()
    (folder / "run.json").write_text('{"token": "hf_' + "a1" * 17 + '"}')
    ran = run("ship", str(folder), NAME, "--yes")
    assert (1, {}) == (ran.code, site.repos)
    assert "[secret]" in ran.out
    assert "[shard-missing]" in ran.out
    assert "hf_a1" not in ran.out + ran.err


def test_a_shipped_checkpoint_is_a_work_and_a_contribution(
    run: Run, site: HubSite, folder: Path, home: Path
) -> None:
    """The address to cite is printed, the card is filled, both are kept."""
    ran = run("ship", str(folder), NAME, "--yes", "--tag", "v1")
    assert 0 == ran.code
    assert f"cite    {site.url}/{NAME}/tree/v1" in ran.out
    assert "22,688 parameters" in (folder / "README.md").read_text()
    assert "sample-lab/tiny" in run("engagement").out
    with closing(store.open(home / "mainstem.db")) as held:
        assert held.works.get("hf:sample-lab/tiny") is not None


def test_a_release_wants_its_name_typed(run: Run, site: HubSite, folder: Path) -> None:
    """Without a terminal and without --yes nothing is made public."""
    ran = run("ship", str(folder), NAME, "--release")
    assert (1, {}) == (ran.code, site.repos)
    assert "type its name" in " ".join(ran.err.split())
    assert 0 == run("ship", str(folder), NAME, "--release", "--yes").code
    assert not site.repos["models", NAME].private


def test_the_token_is_written_nowhere(run: Run, site: HubSite, folder: Path, home: Path) -> None:
    """Neither output nor any file of the home but the settings holds it."""
    told = [run("ship", str(folder), NAME, "--yes"), run("doctor", "--offline")]
    assert not [one for one in told if TOKEN in one.out + one.err]
    held = [p for p in home.rglob("*") if p.is_file() and p.name != "settings.toml"]
    assert held
    assert [] == [p.name for p in held if TOKEN.encode() in p.read_bytes()]


def test_a_conflicting_licence_stops_it(run: Run, site: HubSite, folder: Path) -> None:
    """Apache over a non-commercial base: the sentence of the base's own licence is shown."""
    base = {
        "README.md": b"---\nlicense: cc-by-nc-4.0\n---\n",
        "LICENSE": b"Only for non-commercial purposes. Enough.",
    }
    site.add("sample-lab/base", base)
    (folder / "README.md").write_text("---\nlicense: apache-2.0\nbase_model: sample-lab/base\n---\n")
    ran = run("ship", str(folder), NAME, "--dry-run")
    assert 1 == ran.code
    assert "[licence-conflict]" in ran.out
    assert "“Only for non-commercial purposes.”" in ran.out
