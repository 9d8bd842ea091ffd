"""Checkpoints over loopback: shipping against the client's own ``upload_folder``, an audit of 100 shards by headers,
and a checkpoint of 500 MB that is killed five times on its way, audited in full, and audited again with each of four
planted faults.

The emulated Hub runs in this process, so both sides of the comparison pay for it alike. Repositories are fresh in each
round; rounds go in turn, and the median is told.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import huggingface_hub
from tests.emulators.hub_site import TOKEN, HubSite
from tests.hub.checkpoints import write
from tests.hub.home import settle
from tests.hub.killing import command, ship_killed

from benchmarks.hub_faults import plant
from mainstem.hub.audit import Asked, audit, status
from mainstem.hub.chain import on_hub
from mainstem.hub.remote import Hub, Remote
from mainstem.hub.ship import Wish, ship
from mainstem.hub.tree import Folder, sha256

N_ROUNDS, N_KILLS = 3, 5
LARGE = {"shards": 8, "hidden": 2048, "vocab": 32_000, "layers": 4}  # 529 MB in BF16


def main(folder: Path) -> None:
    """Prints every figure."""
    checkpoint = write(folder / "checkpoint", **LARGE)
    size = sum(file.size for file in Folder(checkpoint).files.values())
    print(f"checkpoint: {size / 1e6:.0f} MB in {LARGE['shards']} shards")
    _upload(folder, checkpoint)
    _headers(folder)
    _killed(folder, checkpoint, size)


def _upload(folder: Path, checkpoint: Path) -> None:
    ours, theirs = list[float](), list[float]()
    for n in range(N_ROUNDS):
        with HubSite(folder / f"site-{n}") as site, closing(Hub(site.url, TOKEN, folder / "cache")) as hub:
            api = huggingface_hub.HfApi(endpoint=site.url, token=TOKEN)
            api.create_repo("sample-lab/theirs", private=True)
            upload = partial(api.upload_folder, repo_id="sample-lab/theirs", folder_path=checkpoint)
            theirs.append(_timed(upload))
            for path in (site.shelf.folder / "lfs").iterdir():
                path.unlink()
            ours.append(_timed(partial(ship, hub, checkpoint, Wish("sample-lab/ours"), lambda _: None)))
            for path in (site.shelf.folder / "lfs").iterdir():
                path.unlink()
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"upload_folder {_told(theirs)} · ship, verified {_told(ours)} · {ratio:.2f} times")


def _headers(folder: Path) -> None:
    checkpoint = write(folder / "shards", shards=100, hidden=64, vocab=256, layers=24)
    held = {path: (checkpoint / path).read_bytes() for path in Folder(checkpoint).files}
    with HubSite(folder / "site-shards") as site:
        repo = site.add("sample-lab/shards", held)
        taken = []
        for n in range(N_ROUNDS):
            with closing(Hub(site.url, TOKEN, folder / f"cache-{n}")) as hub:

                def look(hub: Hub = hub) -> None:
                    info = hub.info("sample-lab/shards")
                    tree = Remote(hub, info, hub.files(info.name, info.revision, scan=True))
                    made = audit(Asked(tree, "commercial", datetime.now(UTC), on_hub(hub), info.revision))
                    assert ("100", repo.head, 0) == (made.facts["shards"], made.revision, status(made))

                taken.append(_timed(look))
        print(
            f"audit of 100 shards by headers {_told(taken)}, {site.n_down / N_ROUNDS / 1e6:.1f} MB read a time"
        )


def _killed(folder: Path, checkpoint: Path, size: int) -> None:
    with HubSite(folder / "site-killed") as site:
        settle(folder / "home", site, folder / "cache-killed")
        name = "sample-lab/killed"
        at = [size * n // (N_KILLS + 1) for n in range(1, N_KILLS + 1)]
        started = time.perf_counter()
        n_killed, _ = ship_killed(site, folder / "home", checkpoint, name, at)
        took = time.perf_counter() - started
        repo = site.repos["models", name]
        files = repo.commits[repo.head].files
        local = Folder(checkpoint)
        same = all(
            sha256(local, path) == (files[path].sha256 or sha256(local, path))
            and files[path].size == file.size
            for path, file in local.files.items()
        )
        print(
            f"killed {n_killed} times: {took:.1f} s, {site.n_up / size:.2f} times its bytes sent, "
            f"{len(repo.log) - 1} commit, byte-identical: {same}"
        )
        with command(folder / "home", "audit", name, "--full") as process:
            out, err = process.communicate(timeout=300)
        told = out.splitlines()[-1] if out else err
        print(f"comes down and is audited in full: exit status {process.returncode}, {told}")
        plant(folder, site, name)


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _told(taken: list[float]) -> str:
    return f"{statistics.median(taken):.2f} s ({min(taken):.2f} to {max(taken):.2f})"
