"""The map of a home: laid out once, filled as works come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mainstem.errors import UsageError
from mainstem.model import Draft, Endpoint, EndpointState, Mention, Polled, Spot
from mainstem.pipeline.settle import settle
from mainstem.settings import Settings
from mainstem.wiring import Mainstem, subjects
from mainstem.wiring.mapping import AT_ONCE, BY_NEIGHBOURS, most_used, within

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
SUBJECTS = (
    "Paged attention kernels for LLM serving with a KV cache",
    "Quantization of large language model weights to 4 bit on GPUs",
    "Pipeline and tensor parallelism for distributed LLM training",
)


def _take(app: Mainstem, numbers: Sequence[int]) -> None:
    """Papers out of one source, each of one of three subjects."""
    source = app.pack.sources[0]
    drafts = [
        Draft(f"{n}", f"{SUBJECTS[n % 3]}: part {n}", f"https://arxiv.org/abs/1501.{n:05}", "paper", NOW)
        for n in numbers
    ]
    endpoint = Endpoint(source.id, "rss", "https://feed.example", "live")
    settled = tuple(settle(source, draft, NOW) for draft in drafts)
    app.store.items.take([Polled(endpoint, EndpointState(endpoint.id, source.id, endpoint.url), settled)])


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Mainstem]:
    """A home with sixty papers in it, and nothing that ships."""
    made = Mainstem(Settings(home=tmp_path, timezone="UTC"), clock=lambda: NOW)
    made.store.meta.set("shipped", made.pack_digest)
    _take(made, range(60))
    yield made
    made.store.close()


def test_the_map_is_there_at_once(app: Mainstem) -> None:
    """Every work of the field stands on it, with what it is about."""
    told = app.map.landscape()
    assert (AT_ONCE, NOW.date(), 60) == (told.method, told.made_on, len(told.dots))
    assert {"library", "model"} >= {dot.axis for dot in told.dots}
    assert told.areas


def test_new_works_move_none_that_stand(app: Mainstem) -> None:
    """To the last byte, and neither do the regions move."""
    before = app.map.landscape()
    stood = {dot.work_id: (dot.x, dot.y) for dot in before.dots}
    _take(app, range(60, 75))
    after = app.map.landscape()
    now = {dot.work_id: (dot.x, dot.y) for dot in after.dots}
    assert 75 == len(now)
    assert repr(stood).encode() == repr({name: now[name] for name in stood}).encode()
    assert (before.areas, before.made_on) == (after.areas, after.made_on)


def test_what_was_drawn_is_drawn_again_only_after_a_change(app: Mainstem) -> None:
    """From memory while nothing came."""
    first = app.map.landscape()
    assert first is app.map.landscape()
    _take(app, [99])
    assert first is not app.map.landscape()


def test_building_lays_out_by_neighbours(app: Mainstem) -> None:
    """And keeps it: another program on the same home shows the same map."""
    told = app.map.build()
    assert BY_NEIGHBOURS == told.method
    other = Mainstem(app.settings, clock=app.clock)
    assert told == other.map.landscape()
    other.store.close()


def test_naming_anew_moves_no_work(app: Mainstem) -> None:
    """What was named otherwise before is named as building names it."""
    told = app.map.build()
    spots = [Spot(dot.work_id, dot.x, dot.y) for dot in told.dots]
    app.store.maps.lay_out(spots, [replace(area, terms=("other",)) for area in told.areas])
    assert told == app.map.name()


def test_a_few_works_are_left_as_they_are(tmp_path: Path) -> None:
    """Neighbours say nothing of three works; no works make an empty map."""
    made = Mainstem(Settings(home=tmp_path, timezone="UTC"), clock=lambda: NOW)
    made.store.meta.set("shipped", made.pack_digest)
    _take(made, range(3))
    assert (AT_ONCE, 3) == (made.map.build().method, len(made.map.landscape().dots))
    made.store.close()


def test_a_dot_tells_since_when_it_is_used(app: Mainstem) -> None:
    """By whom practitioners cite it; the region near it names it as the most used."""
    cites = Mention("arxiv:1501.00001", "vllm-project/vllm", "README.md", "docs", NOW)
    app.store.works.cite([cites])
    told = app.map.landscape()
    [used] = [dot for dot in told.dots if dot.uses]
    assert ("arxiv:1501.00001", NOW.date()) == (used.work_id, used.uses[0][0])
    assert used.work_id in [best.work_id for _, best in most_used(told) if best]


def test_a_region_holds_the_works_near_to_it(app: Mainstem) -> None:
    """Found by some of its words; each work is in one region of a level."""
    told = app.map.landscape()
    wide = [area for area in told.areas if area.level == 0 and area.terms]
    held = [within(told, " · ".join(area.terms)) for area in wide]
    assert [area.terms for area in wide] == [one.area.terms for one in held]
    found = [dot.work_id for one in held for dot in one.dots]
    assert len(set(found)) == len(found)
    region = subjects.region(app, " · ".join(wide[0].terms))
    assert [dot.work_id for dot in held[0].dots] == [work.id for work in region.works]


def test_words_of_no_region_are_refused(app: Mainstem) -> None:
    """And those that are there are told."""
    told = app.map.landscape()
    for words in ("protein folding", "  "):
        with pytest.raises(UsageError, match="is no region"):
            within(told, words)
    with pytest.raises(UsageError, match="is no topic, axis or region") as refused:
        subjects.region(app, "protein folding")
    assert told.areas[0].terms[0] in (refused.value.hint or "")
