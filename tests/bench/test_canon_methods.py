"""Who will be canon."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mainstem.bench.canon_methods import Adoption, Citations
from mainstem.model import Pick
from tests.bench.conftest import MakeThen

CODE = Pick("b", "example/engine", datetime(2024, 3, 1, tzinfo=UTC), core=False, kind="code_citation")
KNOWN = dict.fromkeys("abcd", "T")


def test_code_says_more_than_a_list_and_youth_more_than_age(then: MakeThen) -> None:
    """The product's signal first; of the unnamed the newer one is before the older."""
    asked = then(KNOWN, {"a": date(2024, 3, 1)}, list(KNOWN), (CODE,))
    a_list, code, older, newer = Adoption().scores(asked).tolist()
    assert code > a_list > newer > older


def test_citations_count_sources_once(then: MakeThen) -> None:
    """A second line in one repository is no second citation; votes are none."""
    daily = Pick("d", "hub", CODE.at, core=False, kind="daily", votes=99)
    asked = then(KNOWN, {"a": date(2024, 3, 1), "b": date(2024, 3, 2)}, list(KNOWN), (CODE, CODE, daily))
    assert [1, 2, 0, 0] == [int(score) for score in Citations().scores(asked).tolist()]
