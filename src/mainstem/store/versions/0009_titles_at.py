"""Up to when the titles of known works were looked for in a repository: so far, when it was walked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

MOMENT = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Adds the column."""
    op.add_column("walks", sa.Column("titles_at", MOMENT))
    op.execute("UPDATE walks SET titles_at = at")
