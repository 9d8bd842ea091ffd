"""Contributions and the issues worth taking: what counts, how far one is, and what fits a person. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mainstem.model import Cadence, Contribution, ContributionKind, Draft, Item, Suggestion
from mainstem.pipeline.planning.week import period_of

TALKS: frozenset[ContributionKind] = frozenset({"talk", "workshop"})
_GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+)/(issues|pull|discussions|releases)(?:/|$)")
_HUB = re.compile(r"https://huggingface\.co/(.+?)(?:/discussions/\d+)?$")
_KIND: Mapping[str, ContributionKind] = {
    "issues": "issue",
    "pull": "pull",
    "discussions": "discussion",
    "releases": "release",
}


def contribution(person: str, found: Item | Draft, at: datetime, origin: str) -> Contribution | None:
    """The contribution that an entry of GitHub or the Hub is; None for anything else."""
    url = found.url or ""
    if match := _GITHUB.match(url):
        return Contribution(person, _KIND[match[2]], found.title, url, at, origin, match[1])
    if (match := _HUB.match(url)) and found.kind in ("thread", "model", "dataset"):
        pull = found.extra.get("pull") is True
        kind: ContributionKind = "pull" if pull else "discussion" if found.kind == "thread" else "release"
        return Contribution(person, kind, found.title, url, at, origin, match[1])
    return None


# --- targets -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """What is wanted in a month or quarter, and how much of it was done."""

    kind: str  # "contribution" or "talk"
    every: str  # "month" or "quarter"
    wanted: int
    done: int


def targets(cadence: Cadence, done: Iterable[Contribution], today: date) -> list[Target]:
    """Progress in the month and quarter of today's week, by the cadence's slots for tasks."""
    done, monday = list(done), today - timedelta(days=today.weekday())
    rules = [rule for rule in cadence.slots if rule.kind in ("contribution", "talk") and rule.count]
    return [
        Target(rule.kind, rule.every, rule.count, _n_done(rule.kind, rule.every, done, monday))
        for rule in rules
    ]


def _n_done(kind: str, every: str, done: Iterable[Contribution], monday: date) -> int:
    period = period_of(every, monday)
    return sum((one.kind in TALKS) == (kind == "talk") and _period(every, one.at) == period for one in done)


def _period(every: str, at: datetime) -> tuple[int, int]:
    day = at.date()
    return period_of(every, day - timedelta(days=day.weekday()))


# --- suggestions -------------------------------------------------------------------------------------

# What speaks for an issue, in points: our own choice. What a project itself offers to newcomers counts most, then
# whether it is about what the person reads; one that needs hardware they lack is hard to reproduce.
_OFFERED = {
    "good first issue": 3.0,
    "good-first-issue": 3.0,
    "help wanted": 2.0,
    "contributions welcome": 2.0,
}
_UNANSWERED, _INTEREST, _READ, _KNOWN, _HARDWARE, _OTHER_HARDWARE, _RECENT = (
    1.0,
    2.0,
    1.5,
    1.0,
    1.0,
    -1.5,
    0.5,
)
_BLOCKED_LABELS = ("stale", "wontfix", "duplicate", "invalid")
_MOST = sum((3.0, _UNANSWERED, _INTEREST, _READ, _KNOWN, _HARDWARE, _RECENT))
_FRESH, _OLD = timedelta(days=30), timedelta(days=365)
# Accelerators as issues name them.
_CHIPS = re.compile(
    r"\b(?:[ABHVTL]\d{2,3}S?|GB\d{3}|GH200|RTX ?(?:PRO )?\d{4}|MI\d{3}X?|TPU ?v\d|Gaudi ?\d?|Trainium|Ascend"
    r"|M[1-5] (?:Max|Ultra|Pro))\b"
)
_WORD = re.compile(r"[a-z][a-z0-9+-]{3,}")
_N_SHARED = 2  # words of a title in common with what was read, so that it counts


@dataclass(frozen=True, slots=True)
class Fit:
    """What is known of a person who looks for something to do."""

    interests: Sequence[str] = ()  # topics, axes and words
    hardware: Sequence[str] = ()
    read: Sequence[str] = ()  # titles of what they read
    projects: Collection[str] = ()  # "owner/name" to which they contributed
    topics: Mapping[str, tuple[str | None, str | None]] | None = None  # work id -> topic and axis
    taken: Collection[str] = ()  # addresses of what they did already


def suggestions(issues: Iterable[Item], fit: Fit, at: datetime, n: int = 5) -> list[Suggestion]:
    """The open issues that fit a person best, with their reasons; at most two a project."""
    found = [one for item in issues if _is_open(item, fit, at) and (one := _suggestion(item, fit, at))]
    found.sort(key=lambda one: (-one.score, one.url))
    kept: list[Suggestion] = []
    for one in found:
        if sum(other.project == one.project for other in kept) < 2:
            kept.append(one)
    return kept[:n]


def _is_open(item: Item, fit: Fit, at: datetime) -> bool:
    labels = [label.casefold() for label in item.extra.get("labels", ())]
    blocked = any(word in label for label in labels for word in _BLOCKED_LABELS)
    state, pull = item.extra.get("state"), item.extra.get("pull")
    old = (item.updated_at or item.published_at or item.first_seen_at) < at - _OLD
    return state == "open" and not pull and not blocked and not old and item.url not in fit.taken


def _suggestion(item: Item, fit: Fit, at: datetime) -> Suggestion | None:
    match = _GITHUB.match(item.url or "")
    if match is None:
        return None
    said = sorted(_reasons(item, match[1], fit, at), key=lambda one: (-one[0], one[1]))
    points = sum(one[0] for one in said)
    if points <= 0:
        return None
    reasons = tuple(told for _, told in said)
    return Suggestion(item.title, item.url or "", item.work_id, match[1], min(1.0, points / _MOST), reasons)


def _reasons(item: Item, project: str, fit: Fit, at: datetime) -> Iterable[tuple[float, str]]:
    labels = [label.casefold() for label in item.extra.get("labels", ())]
    if offered := max((label for label in labels if label in _OFFERED), key=_OFFERED.__getitem__, default=""):
        yield _OFFERED[offered], f"labelled “{offered}”"
    if item.extra.get("n_comments") == 0:
        yield _UNANSWERED, "unanswered"
    if interest := _interest(item, fit):
        yield _INTEREST, f"your interest: {interest}"
    if read := _like(item, fit.read):
        yield _READ, f"near to what you read: {read}"
    if project in fit.projects:
        yield _KNOWN, f"you contributed to {project} before"
    yield from _on_hardware(item, fit.hardware)
    if (item.published_at or item.first_seen_at) >= at - _FRESH:
        yield _RECENT, "opened in the last 30 days"


def _interest(item: Item, fit: Fit) -> str:
    topic, axis = (fit.topics or {}).get(item.work_id, (None, None))
    title = f" {item.title.casefold()} "
    words = (
        one
        for one in fit.interests
        if one in (topic, axis) or ("/" not in one and f" {one.casefold()} " in title)
    )
    return next(words, "")


def _like(item: Item, read: Sequence[str]) -> str:
    """The title that shares most words with the issue's, where it shares enough of them."""
    words = set(_WORD.findall(item.title.casefold()))
    best = max(read, key=lambda title: len(words & set(_WORD.findall(title.casefold()))), default="")
    return best if len(words & set(_WORD.findall(best.casefold()))) >= _N_SHARED else ""


def _on_hardware(item: Item, hardware: Sequence[str]) -> Iterable[tuple[float, str]]:
    named = {chip.casefold().replace(" ", "") for chip in _CHIPS.findall(f"{item.title}\n{item.text}")}
    mine = [chip for chip in hardware if chip.casefold().replace(" ", "") in named]
    if mine:
        yield _HARDWARE, f"reproducible on your {mine[0]}"
    elif named and hardware:
        yield _OTHER_HARDWARE, f"seen on {', '.join(sorted(named)[:2]).upper()}, which you have not"


__all__ = ["Fit", "Target", "contribution", "suggestions", "targets"]
