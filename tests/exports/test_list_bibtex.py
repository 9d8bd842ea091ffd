"""The works of a list as BibTeX."""

from __future__ import annotations

import bibtexparser

from mainstem.exports.list_bibtex import write
from tests.exports.list_fakes import EMPTY, LISTING


def test_each_work_stands_once_under_a_key_of_its_own() -> None:
    """As another program reads it; the second of two with the same key has a letter after it."""
    library = bibtexparser.parse_string(write(LISTING))
    assert [] == library.failed_blocks
    assert ["brook2026fast", "brook2026fasta"] == [entry.key for entry in library.entries]
    assert "2601.00001" == library.entries[0].fields_dict["eprint"].value


def test_a_list_of_nothing_is_a_comment() -> None:
    """Which a BibTeX program passes over."""
    assert [] == bibtexparser.parse_string(write(EMPTY)).entries
