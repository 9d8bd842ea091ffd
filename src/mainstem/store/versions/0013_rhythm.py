"""Items by source and day, so that counting them for every source's health reads an index alone."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """An index; nothing that is there changes."""
    op.create_index(
        "ix_items_origin_source_id_published_at_gone_at",
        "items",
        ["origin", "source_id", "published_at", "gone_at"],
    )
