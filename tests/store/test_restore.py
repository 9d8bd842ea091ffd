"""A backup holds everything, goes into either database, and never costs what is there."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mainstem import store
from mainstem.errors import BackupUnreadable, DatabaseLocked, HomeNotWritable, SchemaTooNew
from mainstem.model import (
    Account,
    Area,
    Audited,
    Classification,
    Contribution,
    Correction,
    Delivery,
    Link,
    Member,
    Mention,
    RankStamp,
    Reading,
    Spot,
    Summary,
    Token,
)
from mainstem.store import Store
from mainstem.text.query import parse
from tests.store.conftest import Open
from tests.store.fakes import (
    AUDIT,
    DAY,
    NOON,
    REPORT,
    citation,
    decision,
    mark,
    plan,
    polled,
    ranked,
    settled,
    version,
    walk,
    wish,
)

SENT = Delivery("me", "2026-W23", "mail", "k", "failed", NOON, "no", 2, NOON + DAY)
LINK = Link("0a1b", "me", "read", "phone", NOON)


def _fill(kept: Store) -> None:
    entries = [
        settled("1", ("arxiv:1", "web:a"), text="ünï \0 code", extra={"n": 1}, cites=("arxiv:9",)),
        settled("2", ("web:b",), published_at=NOON),
    ]
    kept.items.take([polled(*entries, etag="1", last_checked_at=NOON)])
    kept.items.take([polled(settled("3", ("web:a", "web:b")))])
    kept.works.cite([Mention("arxiv:1", "o/r", "README.md", "docs", None)])
    kept.citations.save(walk("o/walked"), [citation("arxiv:1"), citation("arxiv:1", "b.md", removed_at=NOON)])
    kept.marks.add(mark("web:b", note="two\nlines"))
    kept.habits.set("me", "away.2026-12-21", {"last": "2027-01-03", "budget_min": 0})
    kept.habits.add(Reading("me", "arxiv:1", "paper", 20.0, 31.5, NOON))
    kept.wishes.add(wish("mute", "word", "a word", exceptions=("source:blog",)))
    kept.plans.save(plan("2026-W23", "web:b"))
    kept.ranks.save("me", RankStamp("1", NOON, "x"), [ranked("arxiv:1", 0.1)])
    kept.reviews.add(decision("add", "arxiv:1"))
    kept.reviews.keep(version("arxiv:1"))
    kept.members.set(Member("me", "tech-lead", ("fp8",), hardware=("H100",)))
    kept.accounts.set(Account("me", "admin", "a hash", NOON))
    kept.accounts.log_in("me", "a login", NOON, NOON + DAY)
    kept.accounts.connect("https://id.example", "sub", "me", NOON)
    kept.accounts.add_token(Token("0a1b", "me", "notebook", ("read",), NOON, NOON + DAY), "a token")
    kept.summaries.put(Summary("arxiv:1", "a-model", "It is exact.", NOON, "ab12", 900, 80, 0.001))
    kept.jobs.see("sync", "", None)
    kept.jobs.claim(kept.jobs.see("digest", "me", NOON), "host-1", NOON, NOON + DAY)
    kept.audit.add(Audited("me", "signed in", "", "", NOON))
    kept.outbox.change("me", "2026-W23", "mail", lambda _: SENT)
    kept.links.add(LINK, "a link")
    kept.reports.put(REPORT, "brook.pdf", "ab12", NOON)
    kept.checkpoints.put(AUDIT)
    kept.contributions.add([Contribution("me", "pull", "Fix", "https://git.example/1", NOON)])
    kept.classes.put("m1", {"web:b": Classification("core", "library", "library/kernels", None, "post")})
    kept.classes.correct([Correction("web:b", "topic", "library/compilers", NOON, "me")])
    kept.maps.lay_out([Spot("arxiv:1", 1, 65_535)], [Area(0, ("KV cache",), 1, 2, 1)])
    kept.meta.set("shipped", "1")
    kept.items.take([polled(settled("8", ("web:eight",)), settled("9", ("web:nine",)))])
    kept.merges.merge("web:eight", "web:nine", "one post")
    kept.merges.split("web:nine", "two posts", "me")
    kept.merges.follow([("web:eight", "web:nine", "part two")])


def _all_of(kept: Store) -> list[Any]:
    items = kept.items.of_work("arxiv:1")
    told = (kept.works.get("web:b"), kept.states.all(), kept.works.mentions(NOON), kept.marks.of("me"))
    more = (kept.plans.newest("me"), kept.ranks.best("me"), kept.ranks.stamp("me"), kept.meta.get("shipped"))
    merged = (kept.merges.history(), kept.merges.followers("web:eight"))
    reviewed = (kept.reviews.decisions(), kept.reviews.last())
    team = (kept.members.all(), kept.contributions.of("me"))
    classed = (kept.classes.kept("m1", ["web:b"]), kept.classes.corrections())
    told_of_reports = [(one.read, one.source, one.sha256, one.at) for one in kept.reports.all()]
    entered = (kept.accounts.all(), kept.accounts.logged_in("a login", NOON))
    out = (kept.outbox.last("me", 9), kept.links.opened("a link"))
    walked = (kept.citations.walks(), kept.citations.of("o/walked"))
    return [
        items,
        *told,
        *more,
        *walked,
        *reviewed,
        *team,
        *classed,
        *told_of_reports,
        kept.checkpoints.last(AUDIT.name),
        *entered,
        kept.jobs.all(),
        kept.summaries.all(),
        *out,
        *merged,
        kept.items.revision(),
        [h.work.id for h in kept.search.find(parse("code"))],
    ]


@pytest.fixture
def backup(tmp_path: Path, kept: Store) -> Path:
    """A backup of a store with something in every table, from either database."""
    _fill(kept)
    file = tmp_path / "backup.zip"
    kept.backup(file, {"settings.toml": b"contact = 1\n", "overlay/sources.toml": b""})
    return file


@pytest.mark.parametrize("other", ["sqlite", "postgresql"])
def test_everything_comes_back_in_either_database(
    backup: Path, kept: Store, other: str, request: pytest.FixtureRequest, tmp_path: Path, opened: Open
) -> None:
    """From SQLite to PostgreSQL and back, and onto itself."""
    target = str(tmp_path / "new" / "m.db")
    if other == "postgresql":
        target = request.getfixturevalue("second_schema")
    told = store.restore(backup, target)
    assert (NOON.isoformat(), None) == (told.made_at, told.old)
    assert {"settings.toml": b"contact = 1\n", "overlay/sources.toml": b""} == told.extra
    restored = opened(target)
    assert _all_of(kept) == _all_of(restored)
    restored.check()
    restored.items.take([polled(settled("4", ("web:b",), text="code"))])
    restored.marks.add(mark("web:b"))
    assert 2 == len(restored.marks.of("me"))


def test_every_table_has_rows_in_this_test(backup: Path) -> None:
    """Or the round trip above would prove nothing about it."""
    with zipfile.ZipFile(backup) as zipped:
        tables = json.loads(zipped.read("manifest.json"))["tables"]
    assert {} == {name: told for name, told in tables.items() if not told["n_rows"]}


def test_what_was_there_is_kept_beside(backup: Path, place: str, opened: Open, kept: Store) -> None:
    """Each restore under its own name, none overwritten."""
    kept.close()
    olds = [store.restore(backup, place).old for _ in range(2)]
    assert None not in olds
    assert 2 == len(set(olds))
    assert 3 == opened(place).works.count()
    if "://" not in place:
        assert [f"{place}.before-restore", f"{place}.before-restore-2"] == olds
        assert 3 == opened(str(olds[0])).works.count()


def test_a_broken_database_is_kept_beside_too(backup: Path, tmp_path: Path, opened: Open) -> None:
    """Restoring is what one does then."""
    file = tmp_path / "m.db"
    file.write_bytes(b"rubbish" * 1000)
    (tmp_path / "m.db-wal").write_bytes(b"rubbish")
    told = store.restore(backup, file)
    assert b"rubbish" * 1000 == Path(str(told.old)).read_bytes()
    assert 3 == opened(file).works.count()


def test_a_database_in_use_is_not_replaced(backup: Path, tmp_path: Path, opened: Open) -> None:
    """A sync that runs would write into the file that was put aside."""
    file = tmp_path / "m.db"
    opened(file)
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLocked):
            store.restore(backup, file)
    assert ["m.db"] == [one.name for one in tmp_path.glob("m.db*") if not one.name.endswith(("-wal", "-shm"))]


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def _flip(file: Path) -> None:
    body = bytearray(file.read_bytes())
    at = body.index(b"items.jsonl") + 60
    body[at] ^= 0xFF
    file.write_bytes(body)


def _rewritten(change: Callable[[dict[str, bytes]], object]) -> Callable[[Path], None]:
    def rewrite(file: Path) -> None:
        with zipfile.ZipFile(file) as zipped:
            members = {name: zipped.read(name) for name in zipped.namelist()}
        change(members)
        with zipfile.ZipFile(file, "w") as zipped:
            for name, body in members.items():
                zipped.writestr(name, body)

    return rewrite


def _manifest(**told: Any) -> Callable[[Path], None]:
    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), **told}).encode()

    return _rewritten(change)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut": _cut,
    "flipped": _flip,
    "text": lambda file: file.write_text("no zip"),
    "empty": lambda file: file.write_bytes(b""),
    "missing": Path.unlink,
    "no manifest": _rewritten(lambda members: members.pop("manifest.json")),
    "a table missing": _rewritten(lambda members: members.pop("marks.jsonl")),
    "a row missing": _rewritten(lambda members: members.update({"marks.jsonl": b""})),
    "another row": _rewritten(
        lambda m: m.update({"meta.jsonl": m["meta.jsonl"].replace(b"shipped", b"shopped")})
    ),
    "no tables": _manifest(tables=[]),
    "odd manifest": _manifest(surprise=1),
    "a way out": _rewritten(lambda members: members.update({"extra/../../x": b""})),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_backup_changes_nothing(damage: str, tmp_path: Path, opened: Open) -> None:
    """It is read from end to end before anything is touched."""
    file, backup = tmp_path / "m.db", tmp_path / "backup.zip"
    kept = opened(file)
    _fill(kept)
    kept.backup(backup)
    DAMAGE[damage](backup)
    with pytest.raises(BackupUnreadable, match="Nothing was changed"):
        store.restore(backup, file)
    assert 3 == kept.works.count()
    assert not list(tmp_path.glob("*restor*"))


def test_a_backup_of_a_later_version(tmp_path: Path, opened: Open) -> None:
    """Its tables are unknown here."""
    file = tmp_path / "backup.zip"
    opened(tmp_path / "m.db").backup(file)
    _manifest(revision="9999")(file)
    with pytest.raises(SchemaTooNew, match="9999"):
        store.restore(file, tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_a_backup_that_cannot_be_written(tmp_path: Path, opened: Open) -> None:
    """The message names the file, and nothing half stays."""
    kept = opened(tmp_path / "m.db")
    with pytest.raises(HomeNotWritable, match="Give another file"):
        kept.backup(tmp_path / "nowhere" / "backup.zip")


def test_a_backup_appears_whole_or_not_at_all(tmp_path: Path, opened: Open) -> None:
    """An older one of the same name stays until the new one is on the disk."""
    kept = opened(tmp_path / "m.db")
    file = tmp_path / "backup.zip"
    file.write_text("old")
    (tmp_path / ".backup.zip.part").write_text("left by a killed run")
    kept.backup(file)
    assert zipfile.is_zipfile(file)
    assert ["backup.zip"] == [one.name for one in tmp_path.glob("*backup*")]


def test_many_rows_are_streamed(tmp_path: Path, opened: Open) -> None:
    """More than fit into one batch."""
    kept = opened(tmp_path / "m.db")
    kept.items.take([polled(*(settled(str(n)) for n in range(2500)))])
    kept.backup(tmp_path / "b.zip")
    store.restore(tmp_path / "b.zip", tmp_path / "new.db")
    assert 2500 == opened(tmp_path / "new.db").works.count()
