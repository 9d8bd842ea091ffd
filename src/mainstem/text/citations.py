"""Finds the works that one line of code, documentation or BibTeX cites.

By identifier: arXiv ids and addresses in all spellings, DOIs, OpenReview, ACL, USENIX, MLSys, NeurIPS, PMLR and
what else ``text.identity`` knows as a paper. By title, for works that are known: quoted, as the text of a link, as
a BibTeX ``title``, or as "Title (Author, year)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mainstem.text.identity import key_of
from mainstem.text.papers import arxiv_id, key_of_doi

# One of these stands, in small letters, in every text that names a paper by an identifier.
_MARKERS = (
    *(b"arxiv", b"ar5iv", b"alphaxiv", b"eprint", b"papers/", b"abs/"),
    *(b"doi.org", b"doi:", b"doi=", b"doi{", b"doi =", b"doi  ", b"doi\t", b"doi 10", b"acm.org"),
    *(b"openreview", b"aclanthology", b"aclweb", b"usenix", b"mlsys", b"neurips", b"nips.cc"),
    *(b"mlr.press", b"jmlr", b"ieeexplore", b"semanticscholar", b"springer", b"nature.com", b"biorxiv"),
)
# And one of these where it names a paper by its title: a year in brackets or BibTeX, or something long in quotes; in
# code only behind a word, as in a comment (the last byte of “ is 9C, the first of ” is E2).
_DATED = re.compile(rb"(?:19|20)\d\d[a-z]?[)\]]|[tT]itle\s*=")
_IN_QUOTES = re.compile(rb'["*_\[`\x9c][A-Z][^"*_\[\]`]{18,250}["*_\]`\xe2]')
_IN_QUOTES_BEHIND_A_WORD = re.compile(rb'(?<=[\w:] )["\xe2][^"]{18,250}["\xe2]')

_PAPER = re.compile(
    r"(?:arxiv|doi|usenix|openreview|mlsys|neurips|mlsys-virtual|neurips-virtual|pmlr|acl|ieee|s2):"
)
_ARXIV = re.compile(r"arxiv|ar5iv|alphaxiv|eprint|volume\s*=\s*[{\"]abs/|papers/\d", re.IGNORECASE)
# YYMM.NNNNN since 2015, YYMM.NNNN from April 2007 (info.arxiv.org/help/arxiv_identifier)
_NEW_ID = re.compile(
    r"(?<![\d.])((?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-4]\d)(?:0[1-9]|1[0-2])\.\d{5})(?:v\d+)?"
    r"(?![\d]|\.\d)"
)
_ARCHIVES = (
    "astro-ph|cond-mat|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|nlin|nucl-ex|nucl-th|physics|quant-ph|math|cs|q-bio"
    "|cmp-lg|adap-org|comp-gas|chao-dyn|solv-int|patt-sol|alg-geom|dg-ga|funct-an|q-alg|stat"
)
_OLD_ID = re.compile(rf"(?<![\w-])(?:{_ARCHIVES})(?:\.[A-Z]{{2}})?/\d{{7}}(?!\d)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>{}|\\^`\[\]*]+")
_URL = re.compile(
    r"https?://[^\s<>\"'`{}|\\^]+"
    r"|(?<![\w/.@-])(?:www\.)?(?:openreview\.net|aclanthology\.org|aclweb\.org|usenix\.org|mlsys\.org|doi\.org"
    r"|dl\.acm\.org|proceedings\.[a-z]+\.[a-z]+)/[^\s<>\"'`{}|\\^]+",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[(\[]([^()\[\]]{0,80}?)\b(?:19|20)\d\d[a-z]?[)\]]")
_QUOTED = re.compile(
    r"\"([A-Z][^\"]{18,250})\"|“([A-Z][^”]{18,250})”|\*([A-Z][^*]{18,250})\*|(?<!\w)_([A-Z][^_]{18,250})_(?!\w)"
    r"|\[([A-Z][^\[\]]{18,250})\]|`([A-Z][^`]{18,250})`"
)
_QUOTED_IN_CODE = re.compile(r"(?<=[\w:] )[\"“]([A-Z][^\"”]{18,250})[\"”]")
_BIB_TITLE = re.compile(r"^[\s+#/*]*title\s*=\s*[{\"]+(.+?)[}\"]+\s*,?\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_MIN_WORDS, _MAX_WORDS = 4, 30  # of a title that is recognised as such; shorter ones are everyday phrases


class Titles:
    """Titles of known works, to be recognised whatever their case and punctuation."""

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        """``known`` are pairs of title and key; of two works with one title the better known key wins."""
        self._keys: dict[str, str] = {}
        for title, key in known:
            words = _words(title)
            if _MIN_WORDS <= len(words) <= _MAX_WORDS:
                normal = " ".join(words)
                held = self._keys.get(normal)
                if held is None or _better(key) < _better(held):
                    self._keys[normal] = key

    def key(self, text: str) -> str | None:
        """The key of the work that is called ``text``, or None."""
        return self._keys.get(" ".join(_words(text)))

    def ending(self, text: str) -> str | None:
        """The key of the work with the longest title that ``text`` ends with, or None."""
        words = _words(text)[-_MAX_WORDS:]
        tails = (" ".join(words[start:]) for start in range(len(words) - _MIN_WORDS + 1))
        return next((self._keys[tail] for tail in tails if tail in self._keys), None)

    def __bool__(self) -> bool:
        return bool(self._keys)


NO_TITLES = Titles()


def may_cite(text: bytes, titles: Titles = NO_TITLES, *, prose: bool = False) -> bool:
    """Whether ``text`` can cite anything: a quick look that spares a close one."""
    small = text.lower()
    if any(marker in small for marker in _MARKERS):
        return True
    quotes = _IN_QUOTES if prose else _IN_QUOTES_BEHIND_A_WORD
    return bool(titles) and bool(_DATED.search(text) or quotes.search(text))


def cited(line: str, titles: Titles = NO_TITLES, *, prose: bool = False) -> tuple[str, ...]:
    """The canonical keys of the works that ``line`` cites, each once.

    A known title is one in quotes or emphasis in ``prose``; in code, where quotes mean something else, only in
    double quotes behind a word, or before a year in brackets.

    >>> cited("# See https://arxiv.org/pdf/2205.14135v2 (also doi:10.1145/3600006.3613165)")
    ('arxiv:2205.14135', 'doi:10.1145/3600006.3613165')
    """
    found = dict.fromkeys(_identified(line))
    if titles and not found:  # an identifier says it better than the title beside it
        found = dict.fromkeys(titled(line, titles, prose=prose))
    return tuple(found)


def _identified(line: str) -> Iterator[str]:
    if _ARXIV.search(line):
        yield from (f"arxiv:{match[1]}" for match in _NEW_ID.finditer(line))
        for match in _OLD_ID.finditer(line):
            if known := arxiv_id(match[0]):
                yield f"arxiv:{known[0]}"
    if "10." in line and re.search(r"doi|acm\.org|springer", line, re.IGNORECASE):
        for match in _DOI.finditer(line):
            if key := key_of_doi(match[0]):
                yield key
    for match in _URL.finditer(line):
        key = _key_of_address(match[0])
        if key is not None:
            yield key


def _key_of_address(told: str) -> str | None:
    url = told if "://" in told else f"https://{told}"
    while url[-1] in ".,;:!*_]" or (url[-1] == ")" and url.count(")") > url.count("(")):
        url = url[:-1]
    key = key_of(url.partition(")](")[0])
    if key is None or not _PAPER.match(key):
        return None
    # arXiv's addresses were read above, with an eye on what can be an id.
    return None if key.startswith("arxiv:") and not _NEW_ID.fullmatch(key[6:]) else key


def titled(line: str, titles: Titles, *, prose: bool) -> Iterator[str]:
    """The keys of the known works that ``line`` names by their titles (``cited``)."""
    if bib := _BIB_TITLE.match(line):
        if key := titles.key(_unbraced(bib[1])):
            yield key
        return
    for quoted in (_QUOTED if prose else _QUOTED_IN_CODE).finditer(line):
        text = next(group for group in quoted.groups() if group is not None)
        if key := titles.key(text.rstrip(".,")):
            yield key
    for year in _YEAR.finditer(line):
        if key := titles.ending(line[: year.start()]):
            yield key


def _unbraced(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def _better(key: str) -> tuple[bool, str]:
    return not key.startswith("arxiv:"), key


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
