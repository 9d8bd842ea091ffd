"""What a person muted leaves works out, but for the exceptions."""

from __future__ import annotations

import pytest

from mainstem.model import Wish, WishKind
from mainstem.pipeline.mute import Mutes, about_topics
from tests.signals.fakes import PACK, wish, work

IT = work(
    "Quantum circuits", "arxiv:1", text="On distillation.", authors=("A. Author",), source_id="loud-blog"
)


def _muted(*wishes: Wish, topic: str | None = None) -> Wish | None:
    return Mutes(wishes, PACK, {IT.id: topic}).of(IT)


@pytest.mark.parametrize(
    ("kind", "name", "left_out"),
    [
        ("word", "quantum", True),
        ("word", "quantum circuits", True),
        ("word", "distillation", True),
        ("word", "quant", False),
        ("author", "a. author", True),
        ("author", "author", False),
        ("source", "loud-blog", True),
        ("source", "loud", False),
        ("topic", "library/kernels", True),
        ("topic", "library/kv-cache", False),
    ],
)
def test_a_mute_leaves_out_what_it_names(kind: WishKind, name: str, left_out: bool) -> None:
    """Whole words in title or text, whatever their capitals; names as a whole."""
    assert left_out == (_muted(wish("mute", kind, name), topic="library/kernels") is not None)


@pytest.mark.parametrize(
    "exception", ["distillation", "author:A. Author", "source:loud-blog", "topic:library/kernels"]
)
def test_an_exception_keeps_it(exception: str) -> None:
    """Whatever it names; another mute may still leave the work out."""
    mute, other = wish("mute", "word", "quantum", (exception,)), wish("mute", "word", "circuits")

    assert None is _muted(mute, topic="library/kernels")
    assert other == _muted(mute, other, topic="library/kernels")


def test_only_mutes_leave_out() -> None:
    """A follow of the same name does not, and topics are needed only where one is named."""
    follow = wish("follow", "author", "A. Author")

    assert None is _muted(follow)
    assert [False, True, True] == [
        about_topics([one])
        for one in (follow, wish("mute", "topic", "a"), wish("mute", "word", "a", ("topic:b",)))
    ]
