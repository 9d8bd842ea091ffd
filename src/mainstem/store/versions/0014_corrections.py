"""Corrections that are taken back; of a class, its worth and the fields that a person said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

REAL: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
N = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Columns that are empty in all that is there; classes are told anew by the next model's name."""
    op.add_column("corrections", sa.Column("undoes_n", N))
    op.add_column("classes", sa.Column("worth", REAL))
    op.add_column("classes", sa.Column("corrected", sa.Text(), nullable=False, server_default="[]"))
