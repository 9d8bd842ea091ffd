"""The spine: states, works and their keys, items, mentions, marks, plans, ranks, and full text over items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REAL: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
TEXT = sa.Text()

FTS5 = """
CREATE VIRTUAL TABLE item_words USING fts5(
    title, authors, text, content='items', content_rowid='n', tokenize='unicode61 remove_diacritics 2'
)
"""


def upgrade() -> None:
    """Makes every table of the first release."""
    _meta_and_states()
    _works()
    _items()
    _marks_and_plans()
    _ranks()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FTS5)
    else:
        op.execute("CREATE TABLE item_words (n BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)")
        op.execute("CREATE INDEX ix_item_words_words ON item_words USING gin (words)")


def _table(name: str, *columns: sa.schema.SchemaItem, rowid: bool = True) -> None:
    op.create_table(name, *columns, sqlite_strict=True, sqlite_with_rowid=rowid)


def _number() -> sa.Column[int]:
    return sa.Column("n", N, primary_key=True, autoincrement=False)


def _text(name: str, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=null)


def _moment(name: str, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, MOMENT, nullable=null)


def _name(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, primary_key=True)


def _meta_and_states() -> None:
    _table("meta", _name("key"), _text("value"), rowid=False)
    _table(
        "endpoint_states",
        _name("endpoint_id"),
        _text("source_id"),
        _text("url"),
        *(_text(name, null=True) for name in ("etag", "last_modified", "body_hash")),
        *(_moment(f"{name}_at", null=True) for name in ("last_checked", "last_success", "last_changed")),
        _moment("next_check_at", null=True),
        sa.Column("n_failures", N, nullable=False),
        *(_text(name, null=True) for name in ("error_code", "error", "moved_to", "next_url")),
    )


def _works() -> None:
    _table("works", _number(), _text("id"), sa.UniqueConstraint("id", name="uq_works_id"))
    _table(
        "work_keys",
        _name("key"),
        sa.Column("work_n", N, sa.ForeignKey("works.n", name="fk_work_keys_work_n"), nullable=False),
        _text("why"),
        _moment("at"),
        rowid=False,
    )
    op.create_index("ix_work_keys_work_n", "work_keys", ["work_n"])
    _table(
        "joins",
        _number(),
        *(_text(name) for name in ("kept_id", "joined_id", "item_id", "why")),
        _moment("at"),
    )


def _items() -> None:
    _table(
        "items",
        _number(),
        *(_text(name) for name in ("id", "source_id", "key")),
        sa.Column("work_n", N, sa.ForeignKey("works.n", name="fk_items_work_n")),
        *(_text(name) for name in ("digest", "keys", "kind")),
        _text("stream", null=True),
        *(_text(name) for name in ("sector", "origin")),
        _moment("first_seen_at"),
        *(_moment(f"{name}_at", null=True) for name in ("published", "updated", "gone")),
        *(_text(name, null=True) for name in ("url", "venue")),
        *(_text(name) for name in ("title", "authors", "extra", "text")),
        sa.UniqueConstraint("id", name="uq_items_id"),
        sa.UniqueConstraint("source_id", "key", name="uq_items_source_id_key"),
    )
    op.create_index("ix_items_work_n", "items", ["work_n"])
    op.create_index("ix_items_origin_stream", "items", ["origin", "stream"])
    _table(
        "mentions",
        _number(),
        *(_text(name) for name in ("key", "by", "place", "kind")),
        _moment("at", null=True),
        *(_text(name, null=True) for name in ("url", "item_id")),
    )
    op.create_index("ix_mentions_key", "mentions", ["key"])
    op.create_index("ix_mentions_item_id", "mentions", ["item_id"])


def _marks_and_plans() -> None:
    _table(
        "marks",
        _number(),
        *(_text(name) for name in ("person", "key", "action")),
        _moment("at"),
        _text("note"),
        sa.Column("undoes_n", N, sa.ForeignKey("marks.n", name="fk_marks_undoes_n")),
        sa.UniqueConstraint("undoes_n", name="uq_marks_undoes_n"),
    )
    op.create_index("ix_marks_person", "marks", ["person"])
    _table("plans", _number(), _text("person"), _text("week"), _moment("at"), _text("plan"))
    op.create_index("ix_plans_person_week_n", "plans", ["person", "week", "n"])
    plan = sa.ForeignKey("plans.n", name="fk_plan_works_plan_n")
    _table(
        "plan_works",
        sa.Column("plan_n", N, plan, primary_key=True, autoincrement=False),
        _name("key"),
        rowid=False,
    )


def _ranks() -> None:
    _table("rankings", _name("person"), _text("version"), _moment("made_at"), _text("inputs"))
    ranking = sa.ForeignKey("rankings.person", name="fk_ranks_person")
    _table(
        "ranks",
        sa.Column("person", TEXT, ranking, primary_key=True),
        sa.Column("position", N, primary_key=True, autoincrement=False),
        _text("key"),
        _text("stream", null=True),
        sa.Column("score", REAL, nullable=False),
        *(_text(name) for name in ("signals", "why")),
    )
    op.create_index("ix_ranks_person_stream_position", "ranks", ["person", "stream", "position"])
    op.create_index("ix_ranks_person_key", "ranks", ["person", "key"])
