"""An index of items by kind, so that looking for issues does not read every item."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Adds the index."""
    op.create_index("ix_items_kind_published_at", "items", ["kind", "published_at"])
