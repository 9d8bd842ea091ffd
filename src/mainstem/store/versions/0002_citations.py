"""Citations: what the files of walked repositories cite, and how far each history was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
TEXT = sa.Text()


def upgrade() -> None:
    """Makes the two tables, empty: the next walk fills them."""
    op.create_table(
        "walks",
        sa.Column("repository", TEXT, primary_key=True),
        *(sa.Column(name, TEXT, nullable=False) for name in ("place", "head")),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("n_commits", N, nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("former", "warnings")),
        sqlite_strict=True,
    )
    op.create_table(
        "citations",
        sa.Column("n", N, primary_key=True, autoincrement=False),
        sa.Column(
            "repository",
            TEXT,
            sa.ForeignKey("walks.repository", name="fk_citations_repository"),
            nullable=False,
        ),
        *(sa.Column(name, TEXT, nullable=False) for name in ("key", "path", "place", "author")),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("first_commit", TEXT, nullable=False),
        sa.Column("n_lines", N, nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.Column("removed_commit", TEXT),
        sa.UniqueConstraint("repository", "key", "path", name="uq_citations_repository_key_path"),
        sqlite_strict=True,
    )
    op.create_index("ix_citations_key", "citations", ["key"])
