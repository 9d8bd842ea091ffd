"""A full disk and a killed process leave whole batches and a sound database."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mainstem import store
from mainstem.errors import DiskFull, HomeNotWritable
from mainstem.model import Taken
from mainstem.store import faults
from tests.store.conftest import Open
from tests.store.fakes import polled, settled

ROOT = Path(__file__).parents[2]
TAKER = """
import sys
from mainstem import store
from tests.store.fakes import polled, settled

kept = store.open(sys.argv[1])
for batch in range(10_000):
    entries = [settled(f"{batch}-{n}", text="word " * 200) for n in range(40)]
    kept.items.take([polled(*entries, etag=str(batch))])
    print(batch, flush=True)
"""


def test_a_database_that_may_not_grow(tmp_path: Path, opened: Open) -> None:
    """What was kept before stays; what did not fit is not half there."""
    kept = opened(tmp_path / "m.db")
    kept.items.take([polled(settled("1"))])
    with kept._db.reading() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(DiskFull, match="Free some space"):
        kept.items.take([polled(*(settled(str(n), text="word " * 999) for n in range(99)), etag="new")])
    kept.check()
    assert (1, None) == (kept.works.count(), next(iter(kept.states.all().values())).etag)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte; skips where none may be mounted."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("may not mount a file system of its own")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk(small: Path) -> None:
    """What was reported as taken is there, what did not fit is not, and no half backup stays."""
    batches = ([settled(f"{n}-{i}", text="word " * 200) for i in range(9)] for n in range(1000))
    taken: list[Taken] = []
    with closing(store.open(small / "m.db")) as kept:
        with pytest.raises(DiskFull, match="Free some space"):
            taken.extend(kept.items.take([polled(*batch)])[0] for batch in batches)
        assert 9 * len(taken) == kept.works.count() > 0
        kept.check()
        with pytest.raises(DiskFull):
            kept.backup(small / "b.zip")
    assert not list(small.glob("*b.zip*"))


def test_a_read_only_file_system(small: Path) -> None:
    """What is there can be read; whoever wants to write is told."""
    with closing(store.open(small / "m.db")) as kept:
        kept.items.take([polled(settled("1"))])
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    with closing(store.open(small / "m.db", readonly=True)) as kept:
        assert 1 == kept.works.count()
    for place in (small / "m.db", small / "new.db", small / "home" / "m.db"):
        with pytest.raises(HomeNotWritable, match="--home"):
            store.open(place)


@pytest.mark.parametrize("after", [1, 7])
def test_kill_9_in_the_middle_of_taking(tmp_path: Path, opened: Open, after: int) -> None:
    """Whole batches only, each with its state, and every batch that was reported."""
    file = tmp_path / "m.db"
    with subprocess.Popen(
        [sys.executable, "-c", TAKER, file], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as taker:
        assert taker.stdout is not None
        while int(taker.stdout.readline()) < after:
            pass
        taker.kill()
    kept = opened(file)
    kept.check()
    (state,) = kept.states.all().values()
    assert state.etag is not None
    assert int(state.etag) >= after
    assert 40 * (int(state.etag) + 1) == kept.works.count()


@pytest.mark.parametrize(
    ("code", "kind"), [("53100", DiskFull), ("25006", HomeNotWritable), ("23505", None), ("XX000", None)]
)
def test_the_servers_codes(code: str, kind: type | None) -> None:
    """What a server of our own cannot be made to say is told by its code; a broken constraint is a bug."""

    class Said(Exception):
        sqlstate = code

    told = faults.from_driver("db", Said(), None)
    assert kind is (None if told is None else type(told))


def test_a_misspelt_statement_is_a_bug() -> None:
    """It passes through."""
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(":memory:").execute("SELEC")
    assert None is faults.from_driver("db", caught.value, None)
