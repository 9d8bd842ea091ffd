"""The works of a list as CSL-JSON."""

from __future__ import annotations

import json

from mainstem.exports.list_csl import write
from mainstem.text.bibliography import csl
from tests.exports.list_fakes import EMPTY, LISTING, TWIN, WORK


def test_each_work_stands_once_under_an_id_of_its_own() -> None:
    """With what is known of it."""
    told = json.loads(write(LISTING))
    assert [{**csl(WORK), "id": "brook2026fast"}, {**csl(TWIN), "id": "brook2026fasta"}] == told


def test_our_own_import_reads_it() -> None:
    """What goes out could come in; a title that looks like markup loses it."""
    from mainstem.text.references import read

    told = read(write(LISTING).encode(), "csl.json")
    assert ["Fast & kernels", "Fast kernels again"] == [one.title for one in told]


def test_a_list_of_nothing_is_an_empty_one() -> None:
    """And no error."""
    assert [] == json.loads(write(EMPTY))
