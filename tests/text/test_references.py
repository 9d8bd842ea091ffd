"""Libraries: what BibTeX, Zotero and lists of ids say of works."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.errors import EmptyBody, Malformed, NoEntries, ReadError
from mainstem.text import references
from mainstem.text.references import Reference

BIB = r"""
% a library
@inproceedings{a2022fast,
  title = {{FastThing}: Exact and {IO-Aware}},
  author = {Author, A. and M{\"u}ller, B. and others},
  booktitle = {Proceedings of a Meeting},
  year = 2022, month = may,
  doi = {10.1145/1234.5678}, eprint = {2205.14135}, archiveprefix = {arXiv},
}
@article{scholar, title={As Scholar writes it}, journal={arXiv preprint arXiv:2401.00001v2}, year={2024}}
@article{dblp, title={As DBLP writes it}, journal={CoRR}, volume={abs/2402.00002}, year={2024}}
@misc{web, title={A page}, howpublished={\url{https://blog.example/post}}, year={2023}}
@book{none, title={No id at all}, year={2020}}
"""


def one(text: str, name: str = "mine.bib") -> Reference:
    """The one reference of a file."""
    [read] = references.read(text.encode(), name)
    return read


def test_a_bibtex_entry_is_told_whole() -> None:
    """Braces and LaTeX are gone, names are turned, ids are canonical keys."""
    assert (
        Reference(
            "a2022fast",
            "FastThing: Exact and IO-Aware",
            ("A. Author", "B. Müller"),
            date(2022, 5, 31),
            "Proceedings of a Meeting",
            None,
            ("arxiv:2205.14135", "doi:10.1145/1234.5678"),
        )
        == references.read(BIB.encode(), "mine.bib")[0]
    )


def test_ids_are_found_wherever_programs_put_them() -> None:
    """Scholar hides the id in the journal, DBLP in the volume; a page is its link."""
    assert [
        ("arxiv:2401.00001",),
        ("arxiv:2402.00002",),
        ("web:blog.example/post",),
        (),
    ] == [reference.keys for reference in references.read(BIB.encode(), "mine.bib")[1:]]


def test_a_date_is_the_last_day_of_what_is_told() -> None:
    """So any better dated record of the work is the earlier one; an arXiv id names its month."""
    told = {r.name: r.published for r in references.read(BIB.encode(), "mine.bib")}
    assert (date(2024, 1, 31), date(2023, 12, 31)) == (told["scholar"], told["web"])
    assert date(2021, 2, 28) == one("@misc{a, title={A}, date={2021-02}}").published


def test_broken_and_doubled_entries_are_told() -> None:
    """One broken entry costs itself; two of one key are two references."""
    text = "@article{a, title={A}}\n@article{a, title={B}}\n@misc{c, year={2020}}\n@article{d, title={D"
    assert [("A", ""), ("B", ""), ("", "has neither a title nor an id"), ("", "is broken BibTeX")] == [
        (reference.title, reference.why) for reference in references.read(text.encode(), "mine.bib")
    ]


CSL = [
    {
        "id": "author2022",
        "type": "article-journal",
        "title": "FastThing",
        "author": [{"family": "Author", "given": "A."}, {"literal": "A Team"}],
        "issued": {"date-parts": [["2022", 5, 27]]},
        "DOI": "10.48550/arXiv.2205.14135",
        "URL": "http://arxiv.org/abs/2205.14135",
        "container-title": "A Journal",
    }
]
BETTER = {
    "config": {},
    "items": [
        {
            "itemType": "preprint",
            "citationKey": "author2022",
            "title": "FastThing",
            "creators": [
                {"firstName": "A.", "lastName": "Author", "creatorType": "author"},
                {"name": "A Team", "creatorType": "author"},
                {"firstName": "E.", "lastName": "Editor", "creatorType": "editor"},
            ],
            "date": "2022-05-27",
            "extra": "arXiv:2205.14135 [cs]",
            "publicationTitle": "A Journal",
            "url": "http://arxiv.org/abs/2205.14135",
        },
        {"itemType": "attachment", "title": "PDF"},
    ],
}


@pytest.mark.parametrize("data", [CSL, BETTER, [{"key": "X", "version": 1, "data": BETTER["items"][0]}]])  # type: ignore[index]
def test_every_json_of_zotero_says_the_same(data: object) -> None:
    """CSL JSON, Better BibTeX JSON and the API's answer; attachments are no references."""
    read = one(json.dumps(data), "zotero.json")
    assert ("FastThing", ("A. Author", "A Team"), "A Journal") == (read.title, read.authors, read.venue)
    assert (("arxiv:2205.14135",), "http://arxiv.org/abs/2205.14135") == (read.keys, read.url)


def test_a_list_has_an_id_a_line() -> None:
    """Bare ids, DOIs and links; comments and empty lines are skipped, nonsense is told."""
    text = "# mine\n2205.14135v2\n\narXiv:hep-th/9901001\n10.1145/1234.5678\nhttps://github.com/a/b  # code\nword\n"
    read = references.read(text.encode(), "ids.txt")
    assert [
        ("arxiv:2205.14135",),
        ("arxiv:hep-th/9901001",),
        ("doi:10.1145/1234.5678",),
        ("github:a/b",),
        (),
    ] == [reference.keys for reference in read]
    assert "is neither an arXiv id, a DOI nor a link" == read[-1].why


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (" \n", EmptyBody),
        ("# nothing\n", NoEntries),
        ("[]", NoEntries),
        ('{"a": 1}', NoEntries),
        ("[{", Malformed),
    ],
)
def test_what_is_no_library_is_a_named_error(text: str, error: type[ReadError]) -> None:
    """Each is told as what it is."""
    with pytest.raises(error, match=r"mine\.bib"):
        references.read(text.encode(), "mine.bib")


def ends_well(body: bytes) -> None:
    """References with a name, or a named error."""
    try:
        found = references.read(body, "mine")
    except ReadError:
        return
    assert all(reference.title or reference.keys or reference.why for reference in found)


@given(st.text(st.sampled_from('@{}=,"\\ articlekeytitle2024\n#%'), max_size=120))
def test_no_bibtex_breaks_the_reading(text: str) -> None:
    """Braces may be anywhere."""
    ends_well(f"@misc{{a, title={{A}}}}\n{text}".encode())


@given(st.integers(0, len(BIB)), st.binary(max_size=4))
def test_damaged_bibtex_ends_well(at: int, noise: bytes) -> None:
    """Cut and overwritten anywhere."""
    body = BIB.encode()
    ends_well(body[:at])
    ends_well(body[:at] + noise + body[at + len(noise) :])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "author", "issued", "date-parts", "DOI", "data", "itemType"]), inner
        )
    ),
    max_leaves=10,
)


@given(
    st.lists(st.dictionaries(st.sampled_from(["title", "author", "issued", "DOI", "URL", "data"]), VALUES))
)
def test_no_json_breaks_the_reading(rows: list[object]) -> None:
    """Fields may hold anything."""
    ends_well(json.dumps(rows).encode())
