"""The benchmarks over folders against their floors; the shared folder takes minutes and is left to ``./run evals``."""

from __future__ import annotations

from evals.folders import measured

from evals import Figure


def test_the_made_up_papers_are_ranked_to_their_floor() -> None:
    """Every method is measured, and ours holds."""
    (title, figures), (later, _) = measured("ranking", "own")
    assert ("ranking, own labels", "ranking, own later labels") == (title, later)
    assert [] == [figure for figure in figures if not figure.holds]
    assert {"ranking ours AP", "ranking newest recall@20", "ranking ours minus votes AP"} <= {
        f.name for f in figures
    }


def test_the_made_up_canon_is_measured() -> None:
    """Figures with intervals, by method."""
    ((_, figures),) = measured("canon", "own")
    assert [True] * len(figures) == [figure.interval is not None for figure in figures]


def test_fewer_papers_to_skim_are_better() -> None:
    """That figure's floor is a ceiling."""
    assert Figure("ranking ours to skim for 80 %", 30, None, 34).holds
    assert not Figure("ranking ours to skim for 80 %", 40, None, 34).holds


def test_the_made_up_reports_are_read_to_their_floor() -> None:
    """Cards as Markdown, HTML and data sheets, with facts of other models as traps."""
    ((title, figures),) = measured("reports", "own")
    assert "reports, own labels" == title
    assert [] == [figure for figure in figures if not figure.holds]
    assert {"reports value precision", "reports quotes_verbatim"} <= {figure.name for figure in figures}
