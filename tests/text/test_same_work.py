"""Whether two records are one work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mainstem.text.same_work import Record, judge, shared_authors

KEY = "arxiv:2402.18789"
PAPER = Record(
    "FlexLLM: A System for Co-Serving Large Language Model Inference and Parameter-Efficient Finetuning",
    ("A. Author", "B. Author"),
    2024,
    kind="paper",
    keys=frozenset({KEY}),
)
VENUE = Record(
    "FlexLLM: Token-Level Co-Serving of LLM Inference and Finetuning with SLO Guarantees",
    kind="listing",
    keys=frozenset({"usenix:nsdi26/oliaro"}),
)


def test_a_changed_subtitle_behind_one_name_is_one_work() -> None:
    """The preprint and its proceedings version, with the words that tell."""
    verdict = judge(PAPER, VENUE)
    assert (True, "preprint-of") == (verdict.same, verdict.relation)
    assert "same name" in verdict.why


def test_a_name_that_is_given_twice_is_not_enough() -> None:
    """Another system, under the very name."""
    other = replace(VENUE, title="FlexLLM: Composable HLS Library for Hybrid Accelerator Design")
    assert not judge(PAPER, other).same


def test_a_shared_key_decides() -> None:
    """Whatever the titles."""
    assert judge(PAPER, replace(VENUE, title="Something", keys=frozenset({KEY}))).same


def test_two_arxiv_ids_are_two_works_unless_submitted_twice() -> None:
    """The same title by the same people is one; without them it is not."""
    again = replace(PAPER, keys=frozenset({"arxiv:2505.00001"}))
    assert judge(PAPER, again).same
    assert not judge(PAPER, replace(again, authors=())).same
    assert not judge(PAPER, replace(again, title=VENUE.title)).same


def test_one_title_by_different_people_is_two_works() -> None:
    """Titles such as "Retrieval Augmented Forecasting" are given twice."""
    listed = replace(VENUE, title=PAPER.title)
    assert judge(PAPER, listed).same
    assert not judge(PAPER, replace(listed, authors=("C. Other", "D. Other"))).same


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("FlexLLM is out", True),
        ("Running FlexLLM and Qwen3 side by side", False),
        ("A fusion of FlexLLM × Axiom", False),
        ("My weekend project", False),
    ],
)
def test_a_thread_is_about_what_its_title_speaks_of(title: str, same: bool) -> None:
    """A link alone may be a footnote."""
    thread = Record(title, kind="thread", links=frozenset({KEY}))
    assert same == judge(thread, PAPER).same


def test_a_thread_that_links_several_papers_is_about_none() -> None:
    """By its links, that is."""
    thread = Record("Papers on serving", kind="thread", links=frozenset({KEY, "arxiv:2505.00001"}))
    assert not judge(thread, PAPER).same


def test_a_list_line_is_believed_unless_the_titles_name_two_things() -> None:
    """Lists link wrongly now and then."""
    line = replace(VENUE, links=frozenset({KEY}))
    assert judge(line, PAPER).same
    assert not judge(
        replace(line, title="ZenFlow: Stall-Free Offloading via Asynchronous Updates"), PAPER
    ).same


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("owner/FlexLLM", True),
        ("owner/flex-llm", True),
        ("owner/flexllm-pytorch", False),
        ("owner/omni", False),
    ],
)
def test_a_repository_bears_the_name_of_its_paper(name: str, same: bool) -> None:
    """Exactly; an addition is commonly somebody else's code."""
    code = Record(name, kind="repository", keys=frozenset({f"github:{name.lower()}"}), links=frozenset({KEY}))
    assert same == judge(code, PAPER).same


def test_a_repository_of_several_works_is_merged_with_none() -> None:
    """It is linked as code all the same."""
    code = Record(
        "owner/FlexLLM", kind="repository", keys=frozenset({"github:owner/flexllm"}), links=frozenset({KEY})
    )
    verdict = judge(code, PAPER, umbrellas=frozenset({"github:owner/flexllm"}))
    assert (False, "code-of") == (verdict.same, verdict.relation)


@pytest.mark.parametrize(
    ("card", "same"),
    [
        ("Qwen/Qwen2.5-7B-Instruct", True),
        ("Qwen/Qwen2.5-VL-7B-Instruct", False),
        ("Qwen/Qwen3-8B", False),
        ("someone/Fine-Tune", False),
    ],
)
def test_a_model_cards_tag_may_name_another_models_paper(card: str, same: bool) -> None:
    """Sizes and states are the same work; siblings and later models are not."""
    paper = Record("Qwen2.5 Technical Report", year=2024, kind="paper", keys=frozenset({KEY}))
    held = Record(card, kind="model", keys=frozenset({f"hf:{card}"}), links=frozenset({KEY}))
    assert same == judge(held, paper).same


def test_much_the_same_text_is_one_work() -> None:
    """Under titles that share little, unless a version tells them apart."""
    venue = replace(VENUE, title="Cutting waste at the seams")
    assert judge(PAPER, venue, shared_text=0.9).same
    assert not judge(PAPER, venue, shared_text=0.2).same
    assert not judge(PAPER, replace(venue, title="FlexLLM 2: Faster"), shared_text=0.9).same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2026-06-01", "2026-06-01", True),
        ("2026-06-01", "2026-06-15", True),
        ("2026-06-01", "2026-09-15", False),
    ],
)
def test_a_headline_at_two_houses_within_days_is_a_cross_post(a: str, b: str, same: bool) -> None:
    """Weeks apart it is another issue of a column."""
    headline = "Making coding agents more secure and autonomous"
    ours = Record(headline, day=a, kind="post", host="a.example")
    assert same == judge(ours, Record(headline, day=b, kind="post", host="b.example")).same


def test_a_short_headline_is_a_cross_post_only_letter_by_letter() -> None:
    """Many write about one release on its day."""
    ours = Record("Sample 5.5", day="2026-06-01", kind="post", host="a.example")
    assert judge(ours, replace(ours, host="b.example")).same
    assert not judge(ours, replace(ours, title="Introducing Sample 5.5", host="b.example")).same


def test_a_columns_repeated_headline_is_another_issue() -> None:
    """At the same house."""
    ours = Record("not much happened today", day="2026-06-01", kind="post", host="a.example")
    assert not judge(ours, replace(ours, day="2026-06-08")).same


def test_authors_are_counted_by_last_name_and_initial() -> None:
    """DBLP's numbers, accents, middle names and order make no difference; unknown is not zero."""
    assert 2 == shared_authors(("Hao Zhang 0025", "Müller, Ann"), ("H. Zhang", "Ann B. Muller", "C. Other"))
    assert 0 == shared_authors(("Hao Zhang",), ("Li Zhang",))
    assert shared_authors((), ("Hao Zhang",)) is None
