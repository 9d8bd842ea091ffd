"""Sector and kind by rule: who stands behind a work and what sort of text it is, each with its reason. Pure.

Most of both is decided by where a work lies (its source, host, repository, owner) and by the shape of its title.
Papers do not say where their authors work; a company's name, or that of its model family, in the title, the
authors or the text speaks for industry, and a paper without any counts as academic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mainstem.model import Lab, Pack, Sector, Signs, Work
from mainstem.pipeline.classify_facts import Place, Places, told
from mainstem.text.survey import sounds_like_survey_by

KINDS = (
    "paper", "survey", "technical-report", "release", "blog-post", "issue-thread", "discussion", "benchmark-result",
    "course", "podcast", "news",
)  # fmt: skip
Told = tuple[str, str]  # what, and why

_REPORT = re.compile(
    r"\btechnical report\b|\b(?:model|system) card\b|\bherd of models\b|\breport$", re.IGNORECASE
)
_TEAM = re.compile(r"\bteam\b|-AI$|^(?:OpenAI|NVIDIA|Meta|Google)$")
_MEASURED = re.compile(
    r"\bbenchmark(?:s|ed|ing)?\b|\btest(?:ed|ing)\b|\bcompar(?:ed|ison|ing)\b|\bvs\.?\b|\bmeasured\b|\bleaderboard\b"
    r"|: everything you need to know|the new leader|\d+k tokens|\d+%",
    re.IGNORECASE,
)
_RELEASED = re.compile(
    r"\brelease notes\b|\bchangelog\b|\bopen release\b|发布|更新|上线"
    r"|(?:^|[ v])\d+\.\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?$",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\bpartner(?:s|ship|ing)?\b|\braises?\b|\bfunding\b|\bacqui|\bopens\b|\bjoins\b|\bannounc"
    r"|\bnow (?:live|available|in)\b|\bofficially\b|\bagreement\b|\bexpand|\bappoint|\bvaluation\b",
    re.IGNORECASE,
)
_COURSE = re.compile(
    r"\b(?:course|lecture|tutorial|bootcamp|playbook|handbook|workshop|from scratch)\b", re.IGNORECASE
)
_LIST = re.compile(r"[,;；].*[,;；]")
_ESSAY = re.compile(
    r"/(?:p|posts?|articles?|\d{4}/[A-Za-z0-9]+)/"
)  # a page with one author, not an issue of a digest
_PRODUCT = re.compile(r"^[^:–—]{2,40}(?: [–—-] |: )\S")  # "Name – what it is"


def kind_of(work: Work, place: Place) -> Told:
    """What sort of text it is, and why."""
    match place.shape:
        case "paper":
            return _kind_of_paper(work)
        case "code":
            if place.part in ("issues", "pull"):
                return "issue-thread", "an issue or pull request"
            return (
                ("discussion", "a discussion") if place.part == "discussions" else ("release", "a repository")
            )
        case "model" | "data":
            return "release", "a repository on the Hub"
        case "forum":
            return "discussion", f"a thread on {place.host}"
        case "news":
            return _kind_of_story(work, place)
    return _kind_of_page(work, place)


def _kind_of_paper(work: Work) -> Told:
    if words := sounds_like_survey_by(work.title):
        return "survey", f"'{words}' in the title"
    if found := _REPORT.search(work.title):
        return "technical-report", f"'{found[0]}' in the title"
    if team := next((name for name in work.authors if _TEAM.search(name)), None):
        return "technical-report", f"written by {team}"
    return "paper", "a paper's record"


def _kind_of_story(work: Work, place: Place) -> Told:
    title = work.title
    if title.startswith("Ask HN"):
        return "discussion", "Ask HN"
    if title.startswith("Show HN"):
        return "release", "Show HN"
    if found := _MEASURED.search(title):
        return "benchmark-result", f"'{found[0]}' in the title"
    if place.target == "github.com" or _PRODUCT.match(title):
        return "release", "a thing shown"
    return "news", "a story on Hacker News"


def _kind_of_page(work: Work, place: Place) -> Told:
    if work.kind == "episode" or place.shelf == "podcast":
        return "podcast", "an episode"
    if _LIST.search(work.title) and place.sector != "industrial":
        return "news", "a list of headlines"
    if place.shelf == "course" or _COURSE.search(work.title):
        return "course", "a course or tutorial"
    for kind, pattern in (("technical-report", _REPORT), ("release", _RELEASED)):
        if found := pattern.search(work.title):
            return kind, f"'{found[0].strip()}' in the title"
    if work.kind in ("release", "model", "dataset"):
        return "release", f"its source calls it a {work.kind}"
    if place.shelf == "newsletter" and not _ESSAY.search(work.url):
        return "news", "an issue of a newsletter"
    if place.shelf == "report" and (found := _MEASURED.search(work.title)):
        return "benchmark-result", f"'{found[0]}' in the title"
    if place.sector == "industrial" and (found := _NEWS.search(work.title)):
        return "news", f"'{found[0]}' in the title"
    return "blog-post", "a page"


class Sectors:
    """Who stands behind a work: by its place, or by the names that a paper gives."""

    def __init__(self, pack: Pack, places: Places) -> None:
        self._places = places
        self._company, self._university = (
            _signs_of(
                [lab for lab in pack.labs if lab.sector == sector],
                [each for each in pack.signs if each.sector == sector],
            )
            for sector in ("industrial", "academic")
        )

    def of(self, work: Work, place: Place) -> tuple[Sector, str]:
        """Its sector, and why."""
        match place.shape:
            case "paper":
                return self._of_paper(work)
            case "code":
                return _of_code(place)
            case "model" | "data":
                return place.sector or "independent", f"published by {place.owner}"
            case "news":
                sector = self._places.sector_at(place.target) if place.target else None
                return sector or "independent", place.target or "a person's story"
            case "forum":
                return "independent", f"a person on {place.host}"
        return place.sector or "independent", place.host

    def _of_paper(self, work: Work) -> tuple[Sector, str]:
        company = _found(self._company, work)
        university = _found(self._university, work)
        if company and university:
            return "mixed", f"names {company} and {university}"
        return (
            ("industrial", f"names {company}") if company else ("academic", "a paper that names no company")
        )


def _of_code(place: Place) -> tuple[Sector, str]:
    is_talk = place.part in ("issues", "discussions", "pull")
    if is_talk and not (place.part == "pull" and place.sector == "industrial" and place.role == "training"):
        return "mixed", "outside and inside contributors"
    return place.sector or "independent", f"published by {place.owner}"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What to look for at the start of a title, among authors, and in title and text."""

    title: re.Pattern[str]
    authors: re.Pattern[str]
    text: re.Pattern[str]


def _signs_of(labs: Sequence[Lab], signs: Sequence[Signs]) -> _Patterns:
    names = [name for lab in labs for name in (lab.name, *lab.names)]
    families = [name for each in signs for name in each.names]
    phrases = [phrase for each in signs for phrase in each.phrases]
    return _Patterns(
        title=_any_of(families, r"^(?:{})"),
        authors=_any_of([*names, *families], r"\b(?:{})(?!\w)"),
        text=_any_of(phrases, r"\b(?:{})(?!\w)"),
    )


def _any_of(names: Iterable[str], shape: str) -> re.Pattern[str]:
    told = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(shape.format(told) if told else r"(?!)")


def _found(patterns: _Patterns, work: Work) -> str | None:
    looked = (
        patterns.title.search(work.title)
        or patterns.authors.search(", ".join(work.authors))
        or patterns.text.search(told(work.title, work.text))
    )
    return looked[0] if looked else None
