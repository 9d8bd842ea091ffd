"""Which items were not compared with the others yet; of those that are there, none was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the table, with every item that is kept."""
    op.create_table(
        "uncompared",
        sa.Column("item_n", N, sa.ForeignKey("items.n"), primary_key=True, autoincrement=False),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO uncompared (item_n) SELECT n FROM items WHERE work_n IS NOT NULL")
