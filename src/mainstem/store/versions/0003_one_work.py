"""One work: who joined two works and what was joined, what was told apart, what follows what; roles of mentions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
TEXT = sa.Text()


def upgrade() -> None:
    """Adds columns with what was true of every row so far, and two tables."""
    op.add_column("joins", sa.Column("by", TEXT, nullable=False, server_default="machine"))
    op.add_column("joins", sa.Column("keys", TEXT, nullable=False, server_default="[]"))
    op.add_column("mentions", sa.Column("role", TEXT, nullable=False, server_default="cites"))
    op.create_table(
        "splits",
        sa.Column("n", N, primary_key=True, autoincrement=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("key", "from_key", "why")),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "successors",
        sa.Column("earlier", TEXT, primary_key=True),
        sa.Column("later", TEXT, primary_key=True),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
