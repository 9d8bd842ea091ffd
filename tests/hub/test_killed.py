"""A process that is killed in the middle of an upload: the next one goes on, and what arrives is whole."""

from __future__ import annotations

from pathlib import Path

from tests.emulators.hub_site import HubSite
from tests.hub.checkpoints import files, write
from tests.hub.home import settle
from tests.hub.killing import ship_killed

NAME = "sample-lab/tiny"


def test_a_killed_upload_goes_on(site: HubSite, tmp_path: Path) -> None:
    """Killed twice: one commit in the end, bytes are equal, finished shards went over the wire once."""
    folder = write(tmp_path / "larger", shards=6, hidden=512, vocab=24_000, layers=2)
    held = files(folder)
    total, largest = sum(map(len, held.values())), max(map(len, held.values()))
    settle(tmp_path / "home", site, tmp_path / "cache")
    n_killed, out = ship_killed(site, tmp_path / "home", folder, NAME, [total // 3, 3 * total // 4])
    assert 2 == n_killed
    assert "verified" in out
    kept = files(folder)  # its card was filled
    assert kept == {path: site.bytes_of(NAME, path) for path in kept}
    assert 2 == len(site.repos["models", NAME].log)
    assert site.n_up <= total + 2 * 2 * largest  # two shards at a time are lost with each kill
