"""What one line cites."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.text.citations import Titles, cited, may_cite

PAPER = "arxiv:2205.14135"
TITLE = "Exact Attention: Fast, and with Little Memory"
KNOWN = Titles([(TITLE, PAPER), ("On Everything", "doi:10.1/short"), (TITLE, "doi:10.1145/1.2")])


@pytest.mark.parametrize(
    "line",
    [
        "# See https://arxiv.org/abs/2205.14135",
        "// http://export.arxiv.org/pdf/2205.14135v2.pdf",
        "[paper](https://arxiv.org/abs/2205.14135).",
        "arXiv:2205.14135v1 [cs.LG]",
        "arXiv preprint arXiv:2205.14135, 2022.",
        "  eprint={2205.14135},",
        "  volume       = {abs/2205.14135},",
        "https://huggingface.co/papers/2205.14135",
        "https://ar5iv.labs.arxiv.org/html/2205.14135",
        "https://www.alphaxiv.org/overview/2205.14135",
        "doi:10.48550/arXiv.2205.14135",
        "https://img.shields.io/badge/arXiv-2205.14135-b31b1b.svg",
    ],
)
def test_an_arxiv_paper_in_any_spelling(line: str) -> None:
    """One key, whatever the writer had at hand."""
    assert (PAPER,) == cited(line)


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("https://arxiv.org/abs/hep-th/9901001v3", ("arxiv:hep-th/9901001",)),
        ("arXiv:math.GT/0309136", ("arxiv:math/0309136",)),
        ("arxiv.org/abs/0704.0001", ("arxiv:0704.0001",)),
        ("doi = {10.1145/3600006.3613165},", ("doi:10.1145/3600006.3613165",)),
        ("doi          = {10.18653/V1/2020.ACL-MAIN.8},", ("doi:10.18653/v1/2020.acl-main.8",)),
        ("(https://dl.acm.org/doi/10.1145/3600006.3613165)", ("doi:10.1145/3600006.3613165",)),
        ("https://openreview.net/forum?id=abC_-12", ("openreview:abC_-12",)),
        ("see openreview.net/pdf?id=abC_-12.", ("openreview:abC_-12",)),
        ("<https://aclanthology.org/2023.emnlp-main.1/>", ("acl:2023.emnlp-main.1",)),
        ("https://www.usenix.org/conference/osdi22/presentation/yu", ("usenix:osdi22/yu",)),
        ("arXiv:2205.14135, arXiv:2307.08691", (PAPER, "arxiv:2307.08691")),
        ("[2205.14135](https://arxiv.org/abs/2205.14135v2)", (PAPER,)),
    ],
)
def test_papers_by_other_identifiers(line: str, keys: tuple[str, ...]) -> None:
    """Each key once, in the order of the line."""
    assert keys == cited(line)


@pytest.mark.parametrize(
    "line",
    [
        "https://arxiv.org/abs/1234.56789",  # no such month
        "https://arxiv.org/abs/2501.1234",  # five digits since 2015
        "https://arxiv.org/abs/xxxx.xxxxx",
        "https://arxiv.org/list/cs.LG/recent",
        "loss = 2205.14135",
        "version 10.1145/2",
        "https://github.com/owner/name",
        "doing 10 things at openreview.net",
        "def arxiv(): return 3.14159",
        "",
    ],
)
def test_what_only_looks_like_a_citation_is_none(line: str) -> None:
    """Placeholders, numbers and other addresses."""
    assert () == cited(line, KNOWN, prose=True)


@pytest.mark.parametrize(
    "line",
    [
        f'"{TITLE}", in Proceedings',
        f"*{TITLE}*",
        f"_{TITLE}._",
        f"“{TITLE}”",
        f"- [{TITLE}](https://blog.example/it)",
        "exact attention: fast, and with little memory (Author et al., 2022)",
        "as in Exact attention - fast and with little memory [Author and Other, 2022b]",
        "  title={Exact Attention: {Fast}, and with Little Memory},",
        '  title = "Exact Attention: Fast, and with little memory"',
    ],
)
def test_a_known_title_is_recognised(line: str) -> None:
    """In quotes, emphasis, a link, BibTeX, or before a year; arXiv's key before others."""
    assert (PAPER,) == cited(line, KNOWN, prose=True)
    assert () == cited(line, prose=True)


def test_in_code_a_title_needs_a_year_or_stands_behind_a_word() -> None:
    """A string that happens to be a title is no citation."""
    assert () == cited(f'print("{TITLE}")', KNOWN)
    assert (PAPER,) == cited(f'    Reference: "{TITLE}"', KNOWN)
    assert (PAPER,) == cited(f"# {TITLE} (Author, 2022)", KNOWN)


def test_short_titles_are_everyday_phrases() -> None:
    """They name a work only with its identifier."""
    assert () == cited('"On Everything" (2022)', KNOWN, prose=True)


def test_an_identifier_stands_for_the_title_beside_it() -> None:
    """Which may be another's, or an older one of the same work."""
    assert ("arxiv:2307.08691",) == cited(f'"{TITLE}" https://arxiv.org/abs/2307.08691', KNOWN, prose=True)


@given(
    st.sampled_from(["arXiv:2205.14135", "doi = {10.1145/1.2}", "https://openreview.net/forum?id=a", TITLE]),
    st.text(max_size=30),
    st.text(max_size=30),
    st.booleans(),
)
def test_a_quick_look_overlooks_nothing(core: str, before: str, after: str, prose: bool) -> None:
    """What a close look finds, the quick one does not clear; and no text breaks either."""
    for line in (before + core + after, f'{before} "{core}" (2022){after}', before + after):
        if cited(line, KNOWN, prose=prose):
            assert may_cite(line.encode("utf-8", "replace"), KNOWN, prose=prose)
