"""Whether two records are one work."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_others_are_nobody() -> None:
    """ "et al." is no author, and a list of nobody else is not known."""
    assert 1 == shared_authors(("Tri Dao et al.",), ("Tri Dao", "Daniel Y. Fu"))
    assert 1 == shared_authors(("Tri Dao", "et al."), ("Tri Dao", "and 12 others"))
    assert shared_authors(("et al.",), ("Tri Dao",)) is None


def _paper(title: str, *authors: str, year: int | None = 2025) -> Record:
    return Record(title, authors, year, kind="paper")


def test_one_group_writes_several_papers_about_one_thing() -> None:
    """Half of the words in common do not make them one for the machine; nearly all of them do, or one name."""
    first = _paper("Error-Bounded Compression of Scientific Data with Autoencoders", "A. Author", "B. Other")
    second = _paper("Language Modeling for Error-Bounded Compression of Scientific Fields", *first.authors)
    third = replace(first, title="Error-Bounded Compression of Large Scientific Data with Autoencoders")
    assert judge(first, second).probability < 0.93 <= judge(first, third).probability
    named = (
        _paper("Foldit: Compression", *first.authors),
        _paper("Foldit: Archives in Less Room", *first.authors),
    )
    assert judge(*named).probability >= 0.93


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("MemoBag: Toward Better Recall", "MemoBag: Long Context by Global Memory", True),
        ("MEMOBAG: Toward Better Recall", "MEMOBAG: Long Context by Global Memory", False),
        ("Memory Bags: Better Recall of Experts", "Memory Bags: Caches for Long Experts", True),
        ("Less Is More: Better Recall of Models", "Less Is More: Caches for Long Models", False),
        ("Beyond Memory: Better Recall of Models", "Beyond Memory: Caches for Long Models", False),
        ("PrivATE: Confidence Intervals of Effects", "Private Sketches for Linear Regression", False),
        (
            "BagLang: Efficient Execution of Structured Programs",
            "Efficiently Programming Structures using BagLang",
            True,
        ),
    ],
)
def test_a_rare_name_within_a_year_is_given_once(a: str, b: str, same: bool) -> None:
    """A coined word, or several words that are no saying; also at the end of a title that says what it is for."""
    ours, theirs = _paper(a), _paper(b)
    assert same == judge(ours, theirs).same
    assert not (judge(ours, replace(theirs, year=2019)).same and "within a year" in judge(ours, theirs).why)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The Illusion of Caching: Limits of Memory", "Comment on The Illusion of Caching: Limits of Memory"),
        ("Task 7: Retrieval of Checked Claims", "Bag at SemEval-2025 Task 7: Retrieval of Checked Claims"),
        ("Tall-VL Technical Report", "Wide3-VL Technical Report"),
        ("A Survey on Efficient Inference for Language Models", "Efficient Language Models: A Survey"),
    ],
)
def test_remarks_entries_reports_and_surveys_are_works_of_their_own(a: str, b: str) -> None:
    """However many words they share."""
    assert not judge(_paper(a), _paper(b)).same


def test_an_acronym_of_the_whole_title_names_it() -> None:
    """Where another title begins with it; those of the field's phrases name nothing."""
    whole = _paper("Hierarchical Bagging Machine")
    assert judge(whole, _paper("HBM solved it all")).same
    assert not judge(whole, _paper("Trying HBM beside something else")).same
    assert not judge(_paper("Large Language Models"), _paper("LLM inference at home")).same


_WORDS = (
    "Bag",
    "bagging",
    "Large",
    "MoBag",
    "3",
    "-2",
    "II",
    "Survey",
    ":",
    "-",
    "VL",
    "of",
    "β",
    "Report",
    "Comment on",
)
_TITLES = st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join) | st.text(max_size=30)
_PEOPLE = st.lists(st.sampled_from(["Tri Dao", "T. Dao", "Fu, Dan", "Kim", "et al.", ""]), max_size=3)
_RECORDS = st.builds(
    Record,
    title=_TITLES,
    authors=_PEOPLE.map(tuple),
    year=st.none() | st.integers(2019, 2026),
    kind=st.sampled_from(["paper", "post", "thread", "model", "listing"]),
    keys=st.sets(st.sampled_from(["arxiv:1", "arxiv:2", "doi:3"]), max_size=2).map(frozenset),
    links=st.sets(st.sampled_from(["arxiv:1", "arxiv:2"]), max_size=2).map(frozenset),
)


@given(_RECORDS, _RECORDS)
def test_the_order_of_two_records_does_not_matter(a: Record, b: Record) -> None:
    """Nor is anything raised for odd ones, and a record is never apart from itself by its title."""
    one, other = judge(a, b), judge(b, a)
    assert (one.same, one.probability, one.relation) == (other.same, other.probability, other.relation)
    assert 0 <= one.probability <= 1


@given(
    st.lists(
        st.sampled_from(["Tri Dao", "Daniel Y. Fu", "Zoë Kim", "Hao Zhang 0025"]), unique=True, min_size=1
    ),
    st.randoms(use_true_random=False),
)
def test_spellings_of_a_list_of_authors_name_the_same_people(names: list[str], dice: Random) -> None:
    """Shuffled, last name first, with initials alone, and with others."""
    told = []
    for name in names:
        first, *_, last = [word for word in name.split() if not word.isdigit()]
        told.append(dice.choice([name, f"{last}, {first}", f"{first[0]}. {last}"]))
    dice.shuffle(told)
    assert len(names) == shared_authors(names, [*told, "et al."])
