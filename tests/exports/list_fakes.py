"""A list made for tests, with every kind of trouble in its texts."""

from __future__ import annotations

from datetime import UTC, datetime

from mainstem.model import Entry, Listing, Part, Work

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
WORK = Work(
    id="arxiv:2601.00001",
    title="Fast & <small> kernels",
    url="https://arxiv.org/abs/2601.00001",
    kind="paper",
    stream="paper",
    sector="academic",
    source_id="arxiv",
    first_seen_at=NOON,
    published_at=datetime(2026, 1, 2, tzinfo=UTC),
    authors=("Ada Brook", "Cy Delta"),
)
TWIN = Work(
    id="arxiv:2601.00002",
    title="Fast kernels again",
    url="https://arxiv.org/abs/2601.00002",
    kind="paper",
    stream="paper",
    sector="academic",
    source_id="arxiv",
    first_seen_at=NOON,
    published_at=datetime(2026, 1, 2, tzinfo=UTC),
    authors=("Eve Brook",),
)
LISTING = Listing(
    id="urn:uuid:00000000-0000-5000-8000-000000000000",
    title="Reading <weeks> & more",
    told="What to read.",
    at=NOON,
    entries=(
        Entry(
            id="urn:uuid:00000000-0000-5000-8000-000000000001",
            title="Fast & <small>\nkernels\x0b",
            url="https://arxiv.org/abs/2601.00001?a=1&b=2",
            at=NOON,
            authors=WORK.authors,
            source="arXiv",
            published_at=WORK.published_at,
            note="Monday 09:00, 60 min: because <script>alert(1)</script>\x01",
            group="Week 27",
            works=(WORK,),
        ),
        Entry(
            id="urn:uuid:00000000-0000-5000-8000-000000000002",
            title="Community check",
            url="https://forum.example",
            at=NOON,
            group="Week 27",
            parts=(
                Part("A thread", "https://forum.example/t", "web:forum.example/t"),
                Part("x", "javascript:1", "y"),
            ),
            works=(TWIN, WORK),
        ),
    ),
    home="https://stem.example",
    own="https://stem.example/out/secret/week.atom",
)
EMPTY = Listing("urn:uuid:00000000-0000-5000-8000-000000000003", "Nothing", "None.", NOON, ())
