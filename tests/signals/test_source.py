"""How far who brought a work is trusted."""

from __future__ import annotations

from mainstem.model import Signal, Work
from mainstem.signals import source
from tests.signals.fakes import known, work


def _of(it: Work) -> Signal:
    return source.values([it], known())[0]


def test_the_prior_of_a_single_source_wins_over_its_shelf() -> None:
    """A blog that the pack names is trusted as the pack says."""
    assert Signal("source", 0.9, "Good Blog (trust 0.90)") == _of(
        work("Any", source_id="good-blog", kind="post")
    )


def test_another_source_has_the_prior_of_its_shelf() -> None:
    """A blog that the pack gives no prior has that of blogs."""
    assert Signal("source", 0.6, "Loud Blog (trust 0.60)") == _of(
        work("Any", source_id="loud-blog", kind="post")
    )


def test_a_venues_paper_is_left_to_the_signal_venue() -> None:
    """Else the same fact would count twice; the venue's news are still the source's."""
    paper, post = (_of(work("Any", source_id="venue-os", kind=kind)) for kind in ("paper", "post"))

    assert [None, 0.8] == [paper.value, post.value]


def test_trust_in_a_source_that_is_not_in_the_pack_is_unknown() -> None:
    """A source may have left the pack; that is no reason to distrust it."""
    assert Signal("source", None) == _of(work("Any", source_id="gone"))
