"""What a reader wishes: ratings, follows and mutes; what each thing adds to a rank, and a ranking's seed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
TEXT = sa.Text()


def upgrade() -> None:
    """Adds columns with what was true of every row so far, and the table of wishes."""
    op.add_column("marks", sa.Column("rating", N))
    op.add_column("rankings", sa.Column("seed", N, nullable=False, server_default="0"))
    op.add_column("ranks", sa.Column("terms", TEXT, nullable=False, server_default="[]"))
    op.create_table(
        "wishes",
        sa.Column("n", N, primary_key=True, autoincrement=False),
        *(
            sa.Column(name, TEXT, nullable=False)
            for name in ("person", "sense", "kind", "name", "exceptions")
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undoes_n", N, sa.ForeignKey("wishes.n", name="fk_wishes_undoes_n")),
        sa.UniqueConstraint("undoes_n", name="uq_wishes_undoes_n"),
        sqlite_strict=True,
    )
    op.create_index("ix_wishes_person", "wishes", ["person"])
