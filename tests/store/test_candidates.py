"""What is told of works so that they can be held against each other."""

from __future__ import annotations

from datetime import timedelta

from mainstem.model import KeepRule
from mainstem.store import Store
from mainstem.store.candidates import Brief
from tests.store.fakes import NOON, polled, settled

PAPER, PAGE, POST = "arxiv:2205.14135", "usenix:nsdi26/sample", "web:x.example/b"
KINDS = ("paper", "post")


def _take(kept: Store) -> dict[str, int]:
    """A paper, its page as an item of the same work, and a post that cites it; their works' numbers by key."""
    paper = settled("p", (PAPER,), kind="paper", title="The preprint", authors=("A. Author",), text="short")
    page = settled("v", (PAPER, PAGE), kind="paper", title="The page", text="a longer text")
    kept.items.take([polled(paper, page, settled("b", (POST,), title="A post", cites=(PAPER,)))])
    return {work_id: n for n, (work_id, _, _) in kept.candidates.titles(KINDS).items()}


def test_what_came_waits_until_it_was_compared(kept: Store) -> None:
    """Each item once; what changed waits again, what did not does not."""
    _take(kept)
    waiting = kept.candidates.waiting()
    kept.candidates.compared(waiting)
    assert (3, []) == (len(waiting), kept.candidates.waiting())
    same, changed = settled("b", (POST,), title="A post", cites=(PAPER,)), settled("p", (PAPER,), title="New")
    kept.items.take([polled(same, changed)])
    assert waiting[:1] == kept.candidates.waiting()
    kept.items.take([polled(settled("p", (PAPER,), title="Newer"))])
    assert waiting[:1] == kept.candidates.waiting()


def test_items_lead_to_their_works(kept: Store) -> None:
    """Not those that were let go."""
    ns = _take(kept)
    waiting = kept.candidates.waiting()
    assert set(ns.values()) == kept.candidates.of_items(waiting)
    kept.items.let_go([KeepRule("post", 1)], NOON + timedelta(days=900))
    assert {ns[PAPER]} == kept.candidates.of_items(waiting)


def test_a_work_is_told_by_its_first_paper(kept: Store) -> None:
    """In one line, and in full."""
    ns = _take(kept)
    assert (PAPER, "paper", "The preprint") == kept.candidates.titles(KINDS)[ns[PAPER]]
    assert (POST, "post", "A post") == kept.candidates.titles(KINDS)[ns[POST]]
    assert [ns[POST]] == list(kept.candidates.titles(["post"]))
    (first, second) = kept.candidates.briefs(ns.values(), KINDS)[ns[PAPER]]
    told = Brief(PAPER, "blog", "The preprint", first.url, "paper", ("A. Author",), first.published_at)
    assert (told, "The page") == (first, second.title)


def test_links_and_keys_are_by_work(kept: Store) -> None:
    """And the keys that are linked lead to their works."""
    ns = _take(kept)
    assert {ns[POST]: [(PAPER, "cites")]} == kept.candidates.links()
    assert {PAPER: ns[PAPER]} == kept.candidates.owners()
    assert {ns[PAPER]: [PAPER, PAGE], ns[POST]: [POST]} == kept.candidates.keys(ns.values())


def test_the_longest_text_of_a_paper_is_its_abstract(kept: Store) -> None:
    """A work that is no paper has none."""
    _take(kept)
    assert {PAPER: "a longer text"} == kept.candidates.abstracts([PAPER, POST, "arxiv:1"])
