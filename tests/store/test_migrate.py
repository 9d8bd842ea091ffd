"""Every schema that was ever released is brought to the newest with nothing lost.

``schemas/`` keeps a dump a revision, each with a few rows. A new migration adds the dump of its own
revision: ``python -m tests.store.dump SAMPLE > tests/store/schemas/REVISION.sql``.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from mainstem import store as store_package
from mainstem.store import schema
from mainstem.text.query import parse
from tests.store.conftest import Open
from tests.store.dump import dump, rows

SCHEMAS = Path(__file__).parent / "schemas"
DUMPS = sorted(SCHEMAS.glob("*.sql"))


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(store_package.__file__).parent))
    return ScriptDirectory.from_config(config)


def test_the_newest_revision_is_the_one_the_code_expects() -> None:
    """The constant spares every start from asking alembic."""
    assert schema.REVISION == _scripts().get_current_head()


def test_every_revision_has_a_dump() -> None:
    """A migration without one is a migration nobody tested."""
    assert sorted(one.revision for one in _scripts().walk_revisions()) == [dump.stem for dump in DUMPS]


def test_the_migrations_make_the_tables_that_the_code_uses(place: str, opened: Open) -> None:
    """On both databases, to the last index."""
    with opened(place)._db.reading() as conn:
        found = compare_metadata(MigrationContext.configure(conn), schema.metadata)
    others = [diff for diff in found if "item_words" not in str(diff)]
    assert [] == others


@pytest.mark.parametrize("file", DUMPS, ids=lambda file: file.stem)
def test_an_old_database_is_brought_up_to_date(file: Path, tmp_path: Path, opened: Open) -> None:
    """Every row of every table is there afterwards, and found."""
    old = tmp_path / "m.db"
    with closing(sqlite3.connect(old)) as raw:
        raw.executescript(file.read_text(encoding="utf-8"))
        before = rows(raw)
    kept = opened(old)
    kept.check()
    with closing(sqlite3.connect(old)) as raw:
        after = rows(raw)
    lost = {
        table: there - after.get(table, 0) for table, there in before.items() if there > after.get(table, 0)
    }
    assert {} == lost
    assert ["arxiv:2205.14135"] == [hit.work.id for hit in kept.search.find(parse("exact attention"))]
    assert ["arxiv:2205.14135"] == [mark.work_id for mark in kept.marks.of("me")]
    newest = kept.plans.newest("me")
    assert newest is not None
    assert "arxiv:2205.14135" == newest.sessions[0].slots[0].work


def test_the_newest_dump_is_of_the_newest_schema(tmp_path: Path, opened: Open) -> None:
    """A change to a migration that was dumped already shows here."""
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    with closing(sqlite3.connect(old)) as raw:
        raw.executescript(DUMPS[-1].read_text(encoding="utf-8"))
    opened(new).close()
    with closing(sqlite3.connect(old)) as was, closing(sqlite3.connect(new)) as now:
        assert dump(now, with_rows=False) == dump(was, with_rows=False)
