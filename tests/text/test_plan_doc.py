"""Plans as documents, and back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem.model import STREAMS, Gauges, Missed, Part, Plan, Session, Slot, Yielded
from mainstem.text.plan_doc import plan_from_dict, plan_to_dict

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
COUNT = st.integers(0, 300)
RATIO = st.floats(0, 1)
MOMENT = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 (hypothesis adds the zone)
    datetime(2030, 1, 1),  # noqa: DTZ001 (as above)
    timezones=st.sampled_from(
        (UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-3, minutes=-30)))
    ),
)
STREAM = st.none() | st.sampled_from(STREAMS)
PART = st.builds(Part, TEXT, TEXT, TEXT)
SLOT = st.builds(
    Slot,
    kind=TEXT,
    minutes=COUNT,
    stream=STREAM,
    sector=st.none() | st.sampled_from(("academic", "industrial", "independent", "mixed")),
    title=TEXT,
    url=TEXT,
    work=TEXT,
    why=TEXT,
    source=TEXT,
    items=st.lists(PART, max_size=3).map(tuple),
)
PLAN = st.builds(
    Plan,
    person=TEXT,
    week=TEXT,
    starts_on=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    at=MOMENT,
    budget_min=COUNT,
    sessions=st.lists(st.builds(Session, MOMENT, st.lists(SLOT, max_size=3).map(tuple)), max_size=3).map(
        tuple
    ),
    yielded=st.lists(st.builds(Yielded, TEXT, COUNT, COUNT, TEXT), max_size=2).map(tuple),
    missed=st.lists(st.builds(Missed, TEXT, TEXT, TEXT, TEXT, RATIO, TEXT), max_size=2).map(tuple),
    gauges=st.builds(Gauges, st.none() | RATIO, st.none() | RATIO),
    objective=st.floats(-1e6, 1e6),
    gap=RATIO,
    snapshot_date=st.none() | TEXT,
    snapshot_streams=st.lists(st.sampled_from(STREAMS), max_size=4).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(PLAN)
def test_every_plan_comes_back_from_its_document(plan: Plan) -> None:
    """Through JSON text and back, a plan is equal to itself, offsets of its moments included."""
    back = plan_from_dict(json.loads(json.dumps(plan_to_dict(plan))))
    assert plan == back
    assert [s.at.isoformat() for s in plan.sessions] == [s.at.isoformat() for s in back.sessions]


def test_fields_of_the_plan_are_all_in_the_document() -> None:
    """A field that is added to the plan must be added to the document."""
    fields = {name.replace("snapshot_date", "snapshot") for name in Plan.__slots__} - {"snapshot_streams"}
    plan = Plan("me", "2026-W27", date(2026, 6, 29), datetime(2026, 6, 30, tzinfo=UTC), 180, ())
    assert fields | {"planned_min", "gauges_about"} == set(plan_to_dict(plan))
