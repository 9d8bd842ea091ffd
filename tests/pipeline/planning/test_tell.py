"""What a plan says about itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mainstem.model import Cadence, Ranked, Sector, Stream
from tests.pipeline.planning.fakes import CADENCE, PACK, many, ranked, week

RULES = {rule.kind: rule for rule in CADENCE.slots}


def only(*kinds: str, max_min: int = 90, **changes: Any) -> Cadence:
    """The default cadence with these slot kinds alone."""
    sessions = tuple(replace(rule, max_min=min(rule.max_min, max_min)) for rule in CADENCE.sessions)
    slots = tuple(replace(RULES[kind], **changes) for kind in kinds)
    return replace(CADENCE, sessions=sessions, slots=slots)


def reasons(cadence: Cadence, works: list[Ranked], kind: str) -> list[str]:
    """Why a quota was not met."""
    made = week(works, cadence=cadence, pack=replace(PACK, canon=()))
    return [told.reason for told in made.yielded if told.kind == kind]


def papers(n: int, stream: Stream = "paper", sector: Sector = "academic") -> list[Ranked]:
    """Papers of ever lower scores, from four sources."""
    return [
        ranked(f"{stream}:{i}", 0.9 - i / 100, stream=stream, source_id=f"{stream}-{i % 4}", sector=sector)
        for i in range(n)
    ]


def test_too_little_to_read_is_counted() -> None:
    """One post for five skims: the plan says that there was one."""
    assert ["only 1 found that fit"] == reasons(only("skim"), [ranked("web:a")], "skim")


def test_sitting_that_is_too_short_is_named() -> None:
    """A deep paper that no sitting can hold says how long it and the longest sitting are."""
    told = reasons(only("deep_paper", max_min=30), papers(5), "deep_paper")
    assert ["no sitting holds 60 min, the longest has 30"] == told


def test_kind_without_a_sitting_is_named() -> None:
    """A kind that no sitting may hold says so."""
    cadence = replace(CADENCE, sessions=CADENCE.sessions[2:], slots=(RULES["deep_paper"],))
    assert ["no sitting of the week holds it"] == reasons(cadence, papers(5), "deep_paper")


def test_budget_that_is_used_up_says_what_was_needed() -> None:
    """Three deep papers of an hour do not fit into 120 minutes, and neither into two sittings."""
    cadence = replace(only("deep_paper", count=3), budget_min=130)
    told = reasons(cadence, papers(9), "deep_paper")
    assert ["no minutes left: needs 60 min, 10 of 130 left"] == told


def test_every_stream_that_is_missing_is_named() -> None:
    """The sample says for each missing stream what kept it out."""
    told = reasons(only("sample"), papers(5), "sample")
    expected = [
        "venue: nothing to read in that stream",
        "blog: nothing to read in that stream",
        "community: nothing to read in that stream",
    ]
    assert expected == told[0].split("; ")


def test_lower_score_than_the_last_pick_is_told_with_both() -> None:
    """The second deep paper says its score and that of the one that was picked."""
    made = week(papers(2), cadence=only("deep_paper"), pack=replace(PACK, canon=()))
    assert ["score 0.890, the last deep_paper that was picked has 0.900"] == [x.reason for x in made.missed]


def test_better_work_that_lost_to_a_stream_says_so() -> None:
    """The deep paper of a lower score was picked because it alone brings its stream."""
    works = [*papers(1), ranked("venue:0", 0.5, stream="venue", source_id="venue-0", sector="academic")]
    deep, sample = RULES["deep_paper"], replace(RULES["sample"], streams=("venue",))
    cadence = replace(CADENCE, slots=(deep, sample), budget_range_min=(0, 300), budget_min=60)
    made = week(works, cadence=cadence, pack=replace(PACK, canon=()))
    expected = "score 0.900; the deep_paper with 0.500 was picked for its stream, venue"
    assert [expected] == [one.reason for one in made.missed]


def test_source_with_its_share_is_named() -> None:
    """A third work of one source says that its two places are taken."""
    works = [ranked(f"web:{n}", 0.9 - n / 10) for n in range(3)]
    made = week(works, cadence=only("skim"))
    assert ["The blog-0 has its 2 of 2 places this week"] == [one.reason for one in made.missed]


def test_each_kind_of_slot_tells_the_best_work_left_out() -> None:
    """One a kind, no work twice, in the order of the cadence."""
    made = week(many(800))
    kinds = [one.kind for one in made.missed]
    assert ["deep_paper", "sample", "newsletter", "check", "skim", "read"] == kinds
    assert 6 == len({one.work for one in made.missed})


def test_list_is_empty_where_nothing_was_left_out() -> None:
    """A week that takes everything has nothing that nearly made it."""
    assert () == week([ranked("web:a")]).missed
