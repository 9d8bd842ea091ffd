"""The quarterly review: what was decided on the canon, and the canon as it stood after each change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
TEXT = sa.Text()


def upgrade() -> None:
    """Three new tables; nothing that is there changes."""
    op.create_table(
        "decisions",
        sa.Column("n", N, primary_key=True, autoincrement=False),
        *(
            sa.Column(name, TEXT, nullable=False)
            for name in ("person", "quarter", "verdict", "kind", "key", "proposal")
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("because", TEXT, nullable=False),
        sa.Column("undoes_n", N, sa.ForeignKey("decisions.n", name="fk_decisions_undoes_n")),
        sa.UniqueConstraint("undoes_n", name="uq_decisions_undoes_n"),
        sqlite_strict=True,
    )
    op.create_table(
        "canon_versions",
        sa.Column("n", N, primary_key=True, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("because", TEXT, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "canon_rows",
        sa.Column(
            "version_n",
            N,
            sa.ForeignKey("canon_versions.n", name="fk_canon_rows_version_n"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("position", N, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("row", TEXT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
