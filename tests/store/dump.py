"""A database as SQL text: ``python -m tests.store.dump FILE.db``.

``SAMPLE`` in place of a file is a sample of today's schema, which becomes ``schemas/REVISION.sql``.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

_SHADOWS = tuple(f"item_words_{end}" for end in ("config", "content", "data", "docsize", "idx"))


def dump(db: sqlite3.Connection, *, with_rows: bool = True) -> str:
    """Tables, rows and indexes in a stable order; the full text index is built anew at the end."""
    made = db.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    made = [row for row in made if row[1] not in _SHADOWS]
    lines = [f"{sql};" for kind, _, sql in made if kind == "table"]
    if with_rows:
        tables = [name for kind, name, _ in made if kind == "table" and name != "item_words"]
        lines += [line for table in tables for line in _inserts(db, table)]
    lines += [f"{sql};" for kind, _, sql in made if kind == "index"]
    lines.append("INSERT INTO item_words (item_words) VALUES ('rebuild');")
    return "\n".join(lines) + "\n"


def rows(db: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - a test


def _inserts(db: sqlite3.Connection, table: str) -> list[str]:
    columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
    values = " || ', ' || ".join(f'quote("{column}")' for column in columns)
    told = db.execute(f'SELECT {values} FROM "{table}"').fetchall()  # noqa: S608 - a test
    names = ", ".join(f'"{column}"' for column in columns)
    return [f'INSERT INTO "{table}" ({names}) VALUES ({line});' for (line,) in told]  # noqa: S608 - a test


def _sample(file: Path) -> None:
    from mainstem import store
    from mainstem.model import (
        Account,
        Audited,
        Citation,
        Classification,
        Contribution,
        Correction,
        Delivery,
        JobState,
        Link,
        Member,
        Mention,
        RankStamp,
        Reading,
        Summary,
        Token,
        Walk,
    )
    from tests.store.fakes import (
        AUDIT,
        NOON,
        REPORT,
        decision,
        mark,
        plan,
        polled,
        ranked,
        settled,
        version,
        wish,
    )

    with closing(store.open(file, now=lambda: NOON)) as kept:
        paper = settled(
            "2205.14135",
            ("arxiv:2205.14135",),
            source="arxiv",
            kind="paper",
            stream="paper",
            title="Fast and Memory-Efficient Exact Attention",
            authors=("A. Author",),
            text='it\'s an "exact" attention',
            extra={"categories": ["cs.LG"]},
        )
        post = settled("1", cites=("arxiv:2205.14135",))
        kept.items.take([polled(paper, post, etag='W/"1"', last_checked_at=NOON)])
        kept.items.take([polled(settled("2", ("web:blog.example/1", "arxiv:2205.14135")))])
        kept.works.cite([Mention("arxiv:2205.14135", "o/r", "README.md", "docs", NOON)])
        walk = Walk("o/walked", "https://git.example/o/walked", "c2", NOON, 2, ("o/former",), ("shallow",))
        cited = Citation("arxiv:2205.14135", "src/a.py", "comment", "A. Author", NOON, "c1", 0, NOON, "c2")
        kept.citations.save(walk, [cited])
        kept.marks.add(mark("web:blog.example/1", note="read twice"))
        kept.marks.add(mark("web:blog.example/1", "skip"))
        kept.marks.undo("me")
        kept.marks.add(mark("web:blog.example/1", person="you", rating=4))
        kept.wishes.add(wish("mute", "word", "a word", exceptions=("source:blog",)))
        kept.wishes.add(wish("follow", "author", "A. Author"))
        kept.wishes.take_back(wish("follow", "author", "A. Author"))
        kept.habits.set("me", "cadence.budget_min", "240")
        kept.habits.add(Reading("me", "arxiv:2205.14135", "paper", 20.0, 31.5, NOON))
        kept.members.set(Member("river", "tech-lead", ("library/kernels",), "UTC", "gh", "hf", ("H100",)))
        kept.contributions.add([Contribution("me", "talk", "A talk", "https://talk.example/1", NOON)])
        kept.reports.put(REPORT, "brook.pdf", "ab12", NOON)
        kept.checkpoints.put(AUDIT)
        kept.marks.add(mark("arxiv:2205.14135", "share", person="you", note="why is it exact?"))
        kept.plans.save(plan("2026-W23", "arxiv:2205.14135"))
        kept.ranks.save("me", RankStamp("linear-1", NOON, "abc"), [ranked("arxiv:2205.14135", 0.5)])
        kept.reviews.add(decision("add", "arxiv:2412.19437"))
        kept.reviews.add(decision("retire", "arxiv:2205.14135", "defer"))
        kept.reviews.undo(NOON)
        kept.reviews.keep(version("arxiv:2205.14135", "arxiv:2412.19437"))
        kept.classes.put(
            "2026-06-30", {"arxiv:2205.14135": Classification("core", "library", None, None, "paper")}
        )
        kept.classes.correct(
            Correction("arxiv:2205.14135", field, value, NOON, "me")
            for field, value in (("topic", "library/kernels"), ("sector", "mixed"))
        )
        kept.classes.undo("me")
        kept.accounts.set(Account("river", "admin", "$argon2id$sample", NOON))
        kept.accounts.log_in("river", "abc", NOON, NOON + timedelta(days=30))
        kept.accounts.add_token(Token("0a1b", "river", "notebook", ("read", "write"), NOON), "def")
        kept.audit.add(Audited("river", "signed in", "", "127.0.0.1", NOON))
        kept.summaries.put(
            Summary("arxiv:2205.14135", "a-model", "It is exact.", NOON, "ab12", 900, 80, 0.001)
        )
        kept.jobs.see("digest", "me", NOON)
        kept.jobs.claim(JobState("digest", "me", NOON), "host-1", NOON, NOON)
        kept.outbox.change(
            "me", "2026-W23", "mail", lambda _: Delivery("me", "2026-W23", "mail", "k", "sent", NOON)
        )
        kept.links.add(Link("0a1b", "me", "read", "calendar", NOON), "ghi")
        kept.meta.set("shipped", "sample")
        kept.items.take(
            [polled(settled("8", ("web:blog.example/8",)), settled("9", ("web:blog.example/9",)))]
        )
        kept.merges.merge("web:blog.example/8", "web:blog.example/9", "one headline")
        kept.merges.split("web:blog.example/9", "two posts", "me")
        kept.merges.follow(
            [("arxiv:2205.14135", "arxiv:2307.08691", "flashattention 2 follows flashattention")]
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        file = Path(sys.argv[1])
        if sys.argv[1] == "SAMPLE":
            file = Path(folder) / "m.db"
            _sample(file)
        with closing(sqlite3.connect(file)) as db:
            sys.stdout.write(dump(db))
