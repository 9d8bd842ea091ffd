"""Opening: a store is made, found again, or refused with what to do next."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from mainstem import store
from mainstem.errors import (
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseUnreachable,
    HomeNotWritable,
    SchemaTooNew,
    SettingsError,
    StoreError,
)
from tests.store.conftest import Open
from tests.store.fakes import mark, polled, settled

OPENS = "import sys; from mainstem import store; store.open(sys.argv[1])"
LOCKS = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1])
other.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
input()
"""


def test_a_store_is_made_once_and_found_again(place: str, opened: Open) -> None:
    """What one process wrote the next one reads."""
    opened(place).items.take([polled(settled("1"))])
    assert 1 == opened(place).works.count()
    assert 1 == opened(place, readonly=True).works.count()


def test_a_store_opened_to_be_read_cannot_be_written(place: str, opened: Open) -> None:
    """By no mistake of the program."""
    opened(place)
    with pytest.raises(HomeNotWritable):
        opened(place, readonly=True).marks.add(mark("web:a"))


def test_a_store_that_is_not_there_cannot_be_read(place: str, opened: Open) -> None:
    """Reading makes nothing."""
    with pytest.raises(StoreError, match=r"no database yet|schema is empty"):
        opened(place, readonly=True)


def test_a_database_of_a_later_version_is_left_alone(place: str, opened: Open) -> None:
    """And the message says to upgrade."""
    with opened(place)._db.writing() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaTooNew, match=r"9999 is newer.*Upgrade mainstem"):
        opened(place)


def test_opening_a_present_store_imports_no_alembic(tmp_path: Path, opened: Open) -> None:
    """Migrations cost only those who need one."""
    opened(tmp_path / "m.db")
    code = f"{OPENS}.close(); print('alembic' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code, tmp_path / "m.db"], capture_output=True, text=True)
    assert ("False\n", "") == (told.stdout, told.stderr)


@pytest.mark.parametrize(
    "wrong", ["mysql://h/d", "sqlite://", "sqlite:///:memory:", "://", "x://user:secret@"]
)
def test_an_address_of_no_database_is_refused(wrong: str) -> None:
    """Without repeating it: it may hold a password."""
    with pytest.raises(SettingsError, match="database_url") as caught:
        store.open(wrong)
    assert "secret" not in str(caught.value)


def test_a_server_that_does_not_answer(opened: Open) -> None:
    """The message names the server and hides the password."""
    with pytest.raises(DatabaseUnreachable) as caught:
        opened("postgresql://me:secret@127.0.0.1:1/none")
    assert ("127.0.0.1:1" in str(caught.value), "secret" in str(caught.value)) == (True, False)


def test_a_database_the_server_does_not_have(server: str, opened: Open) -> None:
    """It is not made: that is the administrator's part."""
    with pytest.raises(DatabaseUnreachable):
        opened(server.replace("/postgres?", "/nothing?"))


def test_a_file_of_something_else_is_refused(tmp_path: Path, opened: Open) -> None:
    """And left as it was."""
    file = tmp_path / "m.db"
    file.write_bytes(b"this is a letter, not a database\n" * 500)
    with pytest.raises(DatabaseCorrupt, match=r"not a database.*mainstem restore"):
        opened(file)
    assert file.read_bytes().startswith(b"this is a letter")


def test_the_database_of_another_program_is_left_alone(tmp_path: Path, opened: Open) -> None:
    """Its tables are not ours to change, even where they have our names."""
    with closing(sqlite3.connect(tmp_path / "m.db")) as raw:
        raw.execute("CREATE TABLE items (name TEXT)")
    with pytest.raises(StoreError, match=r"another program keeps its own items"):
        opened(tmp_path / "m.db")


def test_readers_go_on_while_a_thread_writes(kept: store.Store) -> None:
    """A sync writes in a thread of its own; what is read meanwhile is one state of the database."""
    with ThreadPoolExecutor(3) as pool:
        writes = [pool.submit(kept.items.take, [polled(settled(str(n)), etag=str(n))]) for n in range(20)]
        counts = [kept.works.count() for _ in range(20)]
    assert [1] * 20 == [write.result()[0].n_new for write in writes]
    assert sorted(counts) == counts
    assert 20 == kept.works.count()


def test_a_truncated_database_is_told_as_damaged(tmp_path: Path, opened: Open) -> None:
    """Whether it shows at opening or at the check."""
    file = tmp_path / "m.db"
    kept = opened(file)
    kept.items.take([polled(*(settled(str(n), text="word " * 300) for n in range(200)))])
    kept.close()
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(DatabaseCorrupt, match="mainstem restore"):
        opened(file).check()


def test_a_damaged_page_is_told_by_the_check(tmp_path: Path, opened: Open) -> None:
    """Bytes may rot in the middle of a file that still opens."""
    file = tmp_path / "m.db"
    kept = opened(file)
    kept.items.take([polled(*(settled(str(n), text="word " * 300) for n in range(200)))])
    kept.check()
    kept.close()
    body = bytearray(file.read_bytes())
    middle = len(body) // 2 // 4096 * 4096
    body[middle : middle + 4096] = b"\xff" * 4096
    file.write_bytes(body)
    with pytest.raises(DatabaseCorrupt):
        opened(file).check()


def test_a_lock_held_by_another_process(tmp_path: Path, opened: Open) -> None:
    """Readers go on; a writer waits, then says so."""
    file = tmp_path / "m.db"
    kept = opened(file, wait_s=0.1)
    other = subprocess.Popen(
        [sys.executable, "-c", LOCKS, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with other:
        assert other.stdout is not None
        other.stdout.readline()
        assert 0 == kept.works.count()
        with pytest.raises(DatabaseLocked, match="Another mainstem"):
            kept.marks.add(mark("web:a"))
        other.communicate(b"\n")
    kept.marks.add(mark("web:a"))


def test_a_lock_held_on_the_server(schema: str, opened: Open) -> None:
    """Writers take turns there too."""
    first, second = opened(schema), opened(schema, wait_s=0.1)
    with first._db.writing(), pytest.raises(DatabaseLocked):
        second.marks.add(mark("web:a"))
    second.marks.add(mark("web:a"))


def test_a_home_under_a_file(tmp_path: Path, opened: Open) -> None:
    """Root may write anywhere but not below a file, so this is what a test can be sure of."""
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeNotWritable, match="--home"):
        opened(tmp_path / "file" / "home" / "m.db")


def test_a_home_that_is_the_database(tmp_path: Path, opened: Open) -> None:
    """A folder where the file should be."""
    with pytest.raises(HomeNotWritable):
        opened(tmp_path)


def test_a_home_that_cannot_be_written(opened: Open) -> None:
    """/proc takes no folders, from root neither."""
    with pytest.raises(HomeNotWritable):
        opened(Path("/proc/mainstem/m.db"))


def test_a_second_writer_while_the_first_makes_the_store(tmp_path: Path, opened: Open) -> None:
    """Two commands started at once on a fresh machine: one makes it, the other waits."""
    code = f"{OPENS}.meta.set(sys.argv[2], '1')"
    both = [
        subprocess.Popen([sys.executable, "-c", code, tmp_path / "m.db", name], stderr=subprocess.PIPE)
        for name in ("a", "b")
    ]
    assert [(b"", 0)] * 2 == [(one.communicate()[1], one.returncode) for one in both]
    kept = opened(tmp_path / "m.db")
    assert ["1", "1"] == [kept.meta.get(name) for name in ("a", "b")]


def test_the_first_opening_waits_for_a_writer(tmp_path: Path, opened: Open) -> None:
    """SQLite refuses the change to its WAL mode at once where another process writes; that is waited for too."""
    other = sqlite3.connect(tmp_path / "m.db", isolation_level=None, check_same_thread=False)
    with closing(other):
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.3, other.execute, ["ROLLBACK"])
        timer.start()
        assert 0 == opened(tmp_path / "m.db").works.count()
        timer.join()


def test_bugs_are_not_dressed_up(tmp_path: Path, opened: Open) -> None:
    """A broken constraint is ours, not the person's."""
    from sqlalchemy.exc import IntegrityError

    kept = opened(tmp_path / "m.db")
    with pytest.raises(IntegrityError), kept._db.writing() as conn:
        conn.exec_driver_sql("INSERT INTO meta VALUES ('a', '1'), ('a', '2')")


def test_a_moment_without_a_zone_is_a_bug(kept: store.Store) -> None:
    """It would be read in the zone of whatever machine."""
    from sqlalchemy.exc import StatementError

    with pytest.raises(StatementError, match="without a zone"):
        kept.marks.add(mark("web:a", at=mark("x").at.replace(tzinfo=None)))


def test_the_file_is_kept_in_the_modes_that_we_chose(tmp_path: Path, opened: Open) -> None:
    """WAL, so that a plan can be read while a sync writes."""
    opened(tmp_path / "m.db")
    with closing(sqlite3.connect(tmp_path / "m.db")) as raw:
        assert ("wal",) == raw.execute("PRAGMA journal_mode").fetchone()
        tables = raw.execute("PRAGMA table_list").fetchall()
    loose = {t[1] for t in tables if not t[5] and not t[1].startswith(("sqlite_", "item_words", "alembic_"))}
    assert set() == loose
