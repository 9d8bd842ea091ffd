"""Sector and kind by rule: who stands behind a work and what sort of text it is, each with its reason. Pure.

Most of both is decided by where a work lies (its source, host, repository, owner) and by the shape of its title.
Papers do not say where their authors work; a company's name, or that of its model family, in the title, the
authors or the text speaks for industry, and a paper without any counts as academic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mainstem.model import Lab, Sector, Work
from mainstem.pipeline.classify_facts import Place, Places

Told = tuple[str, str]  # what, and why

_SURVEY = re.compile(
    r"\b(?:survey|review|overview|comprehensive study|literature|roadmap|taxonomy)\b", re.IGNORECASE
)
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
    if found := _SURVEY.search(work.title):
        return "survey", f"'{found[0]}' in the title"
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
    """Names that give a company or a university away."""

    def __init__(self, labs: Iterable[Lab], places: Places) -> None:
        self._places = places
        labs = list(labs)
        self._company = _any_of(lab for lab in labs if lab.sector == "industrial")
        self._university = _any_of(lab for lab in labs if lab.sector == "academic")

    def of(self, work: Work, place: Place) -> tuple[Sector | None, str]:
        """Who stands behind it, and why; None where nothing tells."""
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
        told = f"{work.title}\n{', '.join(work.authors)}\n{work.text}"
        company, university = self._company.search(told), self._university.search(told)
        if company and university:
            return "mixed", f"names {company[0]} and {university[0]}"
        if company:
            return "industrial", f"names {company[0]}"
        return "academic", "a paper that names no company"


def _of_code(place: Place) -> tuple[Sector, str]:
    if place.part in ("issues", "discussions") or (place.part == "pull" and place.sector != "industrial"):
        return "mixed", "outside and inside contributors"
    return place.sector or "independent", f"published by {place.owner}"


# Names of labs that are words too, and model families by which a company is known.
_WORDS_TOO = frozenset(
    {"Meta", "Together", "Marin", "MLC", "FAIR", "Amazon", "Snowflake", "Arctic Team", "Mistral"}
)
_FAMILIES = (
    "Qwen", "DeepSeek", "Kimi", "GLM-", "ChatGLM", "Gemma", "Gemini", "Nemotron", "Phi-", "MiniMax-", "Hunyuan",
    "PaLM", "Pangu", "ERNIE", "Baichuan", "Llama 2:", "Llama 3 Herd", "Falcon", "Granite", "EXAONE", "Seed-", "MiMo",
)  # fmt: skip
_SAYS_SO = (
    "our production", "in production at", "at Meta\\b", "Meta's", "Alibaba", "Ascend", "Huawei", "AMD GPUs", "AMD",
    "Azure", "IBM", "Intel\\b", "Samsung", "Baidu", "Ant Group", "Kuaishou", "KT\\b", "Perplexity", "SenseTime",
)  # fmt: skip


def _any_of(labs: Iterable[Lab]) -> re.Pattern[str]:
    labs = list(labs)
    names = {name for lab in labs for name in (lab.name, *lab.names) if name not in _WORDS_TOO}
    industrial = any(lab.sector == "industrial" for lab in labs)
    patterns = [rf"\b{re.escape(name)}\b" for name in sorted(names)]
    if industrial:
        patterns += [rf"(?:^|\n){re.escape(name)}" for name in _FAMILIES] + [
            rf"\b{name}" for name in _SAYS_SO
        ]
    return re.compile("|".join(patterns) or r"(?!)")
