"""``mainstem audit`` as a person runs it, on the emulated Hub."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mainstem import store
from mainstem.text.query import parse
from tests.cli.conftest import Run
from tests.emulators.hub_site import TOKEN, HubSite
from tests.hub.checkpoints import files, write
from tests.hub.home import settle

NAME = "sample-lab/tiny"


@pytest.fixture
def site(tmp_path: Path, home: Path) -> Iterator[HubSite]:
    """An empty Hub that the home's settings name, with one model in use."""
    from huggingface_hub import close_session

    with HubSite(tmp_path / "site") as running:
        settle(home, running, tmp_path / "cache", f'models_in_use = ["{NAME}", "DeepSeek-V3"]')
        yield running
        close_session()


@pytest.fixture
def sound(site: HubSite, tmp_path: Path) -> Path:
    """A sound checkpoint, on the Hub and in a folder."""
    folder = write(tmp_path / "tiny")
    site.add(NAME, files(folder))
    return folder


def test_exit_statuses_are_those_for_ci(run: Run, site: HubSite, sound: Path) -> None:
    """0 clean, 1 something was found, 2 could not tell."""
    site.add("sample-lab/nc", {"README.md": b"---\nlicense: cc-by-nc-4.0\n---\n"})
    asked = {name: run("audit", name).code for name in (NAME, "sample-lab/nc", "sample-lab/nothing")}
    assert {NAME: 0, "sample-lab/nc": 1, "sample-lab/nothing": 2} == asked
    assert 0 == run("audit", "sample-lab/nc", "--use", "research").code


def test_a_folder_is_audited_too(run: Run, site: HubSite, sound: Path) -> None:
    """Before it is on any Hub."""
    assert 0 == run("audit", str(sound)).code
    (sound / "model-00002-of-00002.safetensors").unlink()
    ran = run("audit", str(sound), "--format", "json")
    assert 1 == ran.code
    assert "shard-missing" in {one["rule"] for one in json.loads(ran.out)["findings"]}


def test_the_cache_alone_is_enough(run: Run, site: HubSite, sound: Path) -> None:
    """After a full audit the same answer comes without a network."""
    assert 0 == run("audit", NAME, "--full").code
    asked = len(site.asked)
    ran = run("audit", NAME, "--offline")
    assert (0, asked) == (ran.code, len(site.asked))
    assert "8 files hashed" in ran.out or "7 files hashed" in ran.out


def test_headers_alone_leave_an_offline_audit_without_an_answer(
    run: Run, site: HubSite, tmp_path: Path
) -> None:
    """What is not in the cache cannot be told."""
    site.add(NAME, files(write(tmp_path / "larger", hidden=512, vocab=4000, layers=1)))
    assert 0 == run("audit", NAME).code
    assert 2 == run("audit", NAME, "--offline").code


def test_a_gated_model_is_judged_by_what_its_page_tells(run: Run, site: HubSite, sound: Path) -> None:
    """The licence is told, the files are not: exit status 2."""
    site.repos["models", NAME].gated = "manual"
    ran = run("audit", NAME)
    assert 2 == ran.code
    assert "The licences allow commercial use." in ran.out
    assert "[gated-out]" in " ".join(ran.out.split())


def test_a_baseline_file_is_obeyed(run: Run, site: HubSite, sound: Path, tmp_path: Path) -> None:
    """What it accepts is told apart and does not fail."""
    (sound / "optimizer.keras").write_bytes(b"x")
    lines = '[[accepted]]\nfinding = "unsafe-format:*"\nuntil = 2099-01-01\nbecause = "a test"\n'
    (tmp_path / "baseline.toml").write_text(lines)
    assert 1 == run("audit", str(sound)).code
    ran = run("audit", str(sound), "--baseline", str(tmp_path / "baseline.toml"))
    assert 0 == ran.code
    assert "1 accepted by the baseline" in ran.out


def test_changes_of_models_in_use_become_items(run: Run, site: HubSite, sound: Path, home: Path) -> None:
    """A new revision, another licence, a warning discussion, a takedown; each once."""
    assert 0 == run("audit", "--models-in-use").code
    (sound / "README.md").write_text("---\nlicense: cc-by-nc-4.0\n---\n# Tiny\n")
    repo = site.add(NAME, files(sound))
    row = {"title": "Security: unsafe pickle", "num": 7, "author": {"name": "someone"}, "status": "open"}
    repo.discussions = [{**row, "createdAt": "2099-06-02T10:00:00.000Z", "isPullRequest": False}]
    ran = run("audit", "--models-in-use")
    assert 1 == ran.code
    assert "write it as OWNER/NAME" in " ".join(ran.err.split())
    repo.discussions, repo.disabled = [], True
    assert 1 == run("audit", "--models-in-use").code
    assert 0 == run("audit", "--models-in-use").code
    with closing(store.open(home / "mainstem.db")) as held:
        titles = sorted(hit.work.title for hit in held.search.find(parse("tiny"), 20))
    assert [
        f"{NAME} cannot be read any more",
        f"{NAME} changed its licence to cc-by-nc-4.0",
        f"{NAME} has a new revision, {repo.head[:12]}",
        f"{NAME}: Security: unsafe pickle",
    ] == titles


def test_the_token_is_written_nowhere(run: Run, site: HubSite, sound: Path, home: Path) -> None:
    """Not even when the Hub refuses it."""
    told = [run("audit", NAME)]
    site.tokens = set()
    site.repos["models", NAME].private = True
    told.append(run("audit", NAME))
    assert [0, 2] == [one.code for one in told]
    assert not [one for one in told if TOKEN in one.out + one.err]
    held = [p for p in home.rglob("*") if p.is_file() and p.name != "settings.toml"]
    assert [] == [p.name for p in held if TOKEN.encode() in p.read_bytes()]


def test_something_must_be_named(run: Run, site: HubSite) -> None:
    """Neither nothing nor a word."""
    assert [2, 2] == [run("audit").code, run("audit", "tiny").code]
