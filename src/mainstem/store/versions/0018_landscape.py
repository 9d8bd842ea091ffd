"""Where works stand on the map, and its regions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Two new tables; nothing that is there changes."""
    op.create_table(
        "spots",
        sa.Column("key", TEXT, primary_key=True),
        *(sa.Column(name, N, nullable=False) for name in ("x", "y")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "areas",
        sa.Column("n", N, primary_key=True, autoincrement=False),
        sa.Column("level", N, nullable=False),
        sa.Column("terms", TEXT, nullable=False),
        *(sa.Column(name, N, nullable=False) for name in ("x", "y", "n_works")),
        sqlite_strict=True,
    )
